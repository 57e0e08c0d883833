#include "policies/engine/checkpoint/plan.h"

#include <utility>

#include "policies/engine/checkpoint/identity.h"

namespace tenure {
namespace {

// A hash keeps the images of other programs out of sight.
std::string FolderName(const CheckpointPlan& plan) {
  const bool is_of_program = plan.strategy->SavesProcesses() && !plan.hash.empty();
  return is_of_program ? *plan.identity + '.' + plan.hash : *plan.identity;
}

void FindProgram(CheckpointPlan& plan, const Policy& policy, const Subject& subject) {
  const Container& main = subject.main_container();
  plan.command = FindCommandLine(policy, *plan.strategy, subject.pod(), main, subject.intent);
  plan.hash = ProgramHash(*plan.strategy, main, plan.command.value_or(CommandLine()));
}

const Ceiling& CeilingOf(const Request& request) {
  static const Ceiling nothing;
  return request.ceiling == nullptr ? nothing : *request.ceiling;
}

}  // namespace

bool CheckpointPlan::LacksIdentity() const {
  const bool is_needed = strategy->UsesFolder() || strategy->Needs(Requirement::kStableIdentity);
  return is_needed && !identity;
}

bool CheckpointPlan::LacksCommand() const {
  const bool is_needed = !strategy->wrap.empty() || strategy->Needs(Requirement::kExplicitCommand);
  return is_needed && !command;
}

bool CheckpointPlan::IsFeasible() const {
  return strategy != nullptr && volume.IsUsable() && !LacksIdentity() && !LacksCommand() &&
         outfit.clashes.empty() && beyond.empty() && !lacks_privileges;
}

const Strategy* ChosenStrategy(const Policy& policy, const Intent& intent,
                               const ClassPolicy* of_class) {
  if (intent.strategy) return policy.FindStrategy(*intent.strategy);
  if (!intent.claim || of_class == nullptr) return nullptr;
  return policy.FindStrategy(of_class->default_strategy);
}

CheckpointPlan PlanCheckpoint(const Policy& policy, const Subject& subject,
                              const ClassPolicy* of_class) {
  CheckpointPlan plan;
  plan.strategy = ChosenStrategy(policy, subject.intent, of_class);
  if (plan.strategy == nullptr) return plan;
  plan.identity = CheckpointIdentity(subject.pod(), subject.intent);
  plan.volume =
      FindCheckpointVolume(*plan.strategy, subject.pod(), subject.main_container(), subject.intent);
  FindProgram(plan, policy, subject);
  if (plan.identity) plan.dir = std::string(plan.volume.base) + '/' + FolderName(plan);
  plan.outfit =
      OutfitFor(*plan.strategy, plan.volume, {plan.volume.base, plan.dir, plan.hash}, subject);
  plan.beyond = CeilingOf(subject.request).FirstBeyond(*plan.strategy);
  plan.lacks_privileges = plan.strategy->IsPrivileged() && !subject.request.privileged_namespace;
  return plan;
}

}  // namespace tenure
