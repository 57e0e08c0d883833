#include "policies/engine/evaluate.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "policies/engine/classify.h"
#include "policies/engine/draft.h"
#include "policies/engine/leave_alone.h"
#include "policies/engine/protect/protect.h"
#include "policies/engine/protect/protection_set.h"
#include "policies/engine/rules/catalogue.h"
#include "policies/engine/standing.h"
#include "policies/engine/subject.h"

namespace tenure {
namespace {

struct Step {
  Protection protection;
  bool is_of_class = true;  // nothing to do for a pod of no class
  void (*apply)(const Care& care, Draft& draft);
};

// In the order in which their changes are told.
constexpr std::array kSteps = {
    Step{Protection::kPriority, true, ProtectPriority},
    Step{Protection::kResources, true, ProtectResources},
    Step{Protection::kPlacement, true, ProtectPlacement},
    Step{Protection::kDisruption, true, ProtectDisruption},
    // Behind the resources, by which its time is reckoned.
    Step{Protection::kCheckpoint, false, ProtectCheckpoint},
    Step{Protection::kIdentity, true, ProtectIdentity},
};

Draft Compose(const Care& care, ProtectionSet held_back) {
  Draft draft(care.subject.pod());
  const bool has_class = care.classification.chosen != nullptr;
  for (const Step& step : kSteps) {
    if (step.is_of_class && !has_class) continue;
    if (!held_back.Has(step.protection)) step.apply(care, draft);
  }
  return draft;
}

std::vector<Finding> Judge(std::span<const Rule> rules, const Case& about,
                           const Standing& standing) {
  std::vector<Finding> findings;
  for (const Rule& rule : rules) {
    if (about.left_alone && !rule.of_all_pods) continue;
    const bool is_of_another = rule.of_our_doing && about.is_of_another_policy;
    const Level by_rule = Weaker(standing.LevelByRule(rule.id, rule.level),
                                 is_of_another ? Level::kWarn : Level::kEnforce);
    if (by_rule == Level::kOff) continue;
    Report report(rule.id, by_rule, standing, findings);
    rule.check(about, report);
  }
  return findings;
}

// What an enforced finding stands against: our message has to come before the
// API server's about what we would have done.
ProtectionSet HeldBack(const std::vector<Finding>& findings) {
  ProtectionSet held_back;
  for (const Rule& rule : Rules()) {
    const bool enforced = std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.rule == rule.id && finding.level == Level::kEnforce;
    });
    if (enforced) held_back.Add(rule.holds_back);
  }
  return held_back;
}

// A pod that nobody declared, and that only history knows, is not refused for
// what its class asks.
void SpareThoseByHistory(std::vector<Finding>& findings, const Standing& standing) {
  for (const Rule& rule : Rules()) {
    if (!rule.of_the_class) continue;
    for (Finding& finding : findings) {
      if (finding.rule != rule.id) continue;
      const Level by_history = standing.LevelByHistory(rule.id);
      finding.level = Weaker(finding.level, by_history);
      finding.by_rule = Weaker(finding.by_rule, by_history);
    }
  }
}

Decision NotOurs(std::string why) {
  Decision decision;
  decision.why = std::move(why);
  decision.left_alone = true;
  return decision;
}

void SetMode(Decision& decision, const Standing& standing) {
  decision.mode = standing.mode();
  decision.is_outside_rollout = standing.is_outside_rollout();
}

Decision DecideAlone(const Policy& policy, const Request& request, const Standing& standing,
                     LeaveAlone reason) {
  Decision decision = NotOurs(std::move(reason.why));
  SetMode(decision, standing);
  decision.exempt_by = reason.exempt_by;
  if (!reason.notice.empty()) decision.notices.push_back(std::move(reason.notice));
  if (!reason.keeps_rules) return decision;
  const Subject subject{.request = request};
  const Classification of_no_class;
  const CheckpointPlan no_checkpoint;
  decision.findings = Judge(Rules(),
                            {.policy = policy,
                             .subject = subject,
                             .classification = of_no_class,
                             .checkpoint = no_checkpoint,
                             .pod = request.pod,
                             .phase = request.phase,
                             .left_alone = true},
                            standing);
  return decision;
}

// Only CREATE is ever changed; an update is judged by its transitions.
Decision DecideUpdate(const Policy& policy, const Request& request, const Standing& standing) {
  Decision decision = NotOurs("an update");
  SetMode(decision, standing);
  const bool is_resize = request.sub_resource == "resize";
  const bool is_judged = request.phase == Phase::kValidate && request.old_pod &&
                         (request.sub_resource.empty() || is_resize) &&
                         !request.pod.metadata.being_deleted &&
                         !request.old_pod->metadata.being_deleted;
  if (!is_judged || WhyUntouchable(policy, request)) return decision;
  const Subject subject{.request = request};
  const Classification unasked;
  const CheckpointPlan no_checkpoint;
  decision.findings = Judge(is_resize ? ResizeRules() : UpdateRules(),
                            {.policy = policy,
                             .subject = subject,
                             .classification = unasked,
                             .checkpoint = no_checkpoint,
                             .pod = request.pod,
                             .phase = request.phase},
                            standing);
  return decision;
}

Decision Decide(const Policy& policy, const Estimates& estimates, const Request& request,
                const Standing& standing) {
  const Subject subject = Examine(policy, estimates, request);
  const Classification classification = Classify(policy, subject);
  const CheckpointPlan checkpoint = PlanCheckpoint(policy, subject, classification.chosen);
  const Care care{policy, subject, classification, checkpoint};
  Draft draft = Compose(care, {});
  // The validating webhook judges the pod as it would be stored, whoever else
  // has changed it; the mutating one as it will be by our changes. Where the
  // mode keeps these back, both judge the pod as they would have made it.
  const bool is_made = request.phase == Phase::kMutate || standing.mode() == Level::kEnforce;
  const bool is_final = request.phase == Phase::kValidate && is_made;
  const std::string& decided_under = subject.earlier.policy;
  const auto judge = [&] {
    return Judge(Rules(),
                 {.policy = policy,
                  .subject = subject,
                  .classification = classification,
                  .checkpoint = checkpoint,
                  .pod = is_final ? request.pod : draft.pod(),
                  .phase = request.phase,
                  .changes = is_made ? draft.changes() : std::span<const Change>(),
                  .is_of_another_policy =
                      is_final && !decided_under.empty() && decided_under != policy.hash},
                 standing);
  };
  auto findings = judge();
  if (const ProtectionSet held_back = HeldBack(findings); !held_back.empty()) {
    draft = Compose(care, held_back);
    // What is held back has not been undone by anybody.
    if (is_final) findings = judge();
  }
  if (classification.by_history) SpareThoseByHistory(findings, standing);

  Decision decision;
  if (classification.chosen != nullptr) decision.class_name = classification.chosen->name;
  decision.why = classification.why;
  decision.main_container = subject.main_container().name;
  SetMode(decision, standing);
  decision.changes = draft.TakeChanges();
  decision.texts = draft.TakeTexts();
  decision.notices = draft.TakeNotices();
  decision.findings = std::move(findings);
  return decision;
}

}  // namespace

Decision Evaluate(const Policy& policy, const Estimates& estimates, const Request& request) {
  const Standing standing(policy, request.name_space, request.pod.metadata);
  if (request.operation == Operation::kUpdate) return DecideUpdate(policy, request, standing);
  if (request.operation != Operation::kCreate) return NotOurs("only creation is decided upon");
  if (!request.sub_resource.empty()) return NotOurs("a subresource");
  if (auto reason = WhyLeaveAlone(policy, request)) {
    return DecideAlone(policy, request, standing, std::move(*reason));
  }
  return Decide(policy, estimates, request, standing);
}

}  // namespace tenure
