#include "policies/engine/evaluate_job.h"

#include <memory>
#include <utility>

#include "policies/engine/checkpoint/plan.h"
#include "policies/engine/classify.h"
#include "policies/engine/leave_alone.h"
#include "policies/engine/protect/job.h"
#include "policies/engine/rules/catalogue.h"
#include "policies/engine/standing.h"

namespace tenure {
namespace {

std::vector<Finding> Judge(const JobCase& about, const Standing& standing) {
  std::vector<Finding> findings;
  for (const JobRule& rule : JobRules()) {
    const Level by_rule = standing.LevelByRule(rule.id, rule.level);
    if (by_rule == Level::kOff) continue;
    Report report(rule.id, by_rule, standing, findings);
    rule.check(about, report);
  }
  return findings;
}

Decision LeftAlone(const Standing& standing, std::string why) {
  Decision decision;
  decision.mode = standing.mode();
  decision.is_outside_rollout = standing.is_outside_rollout();
  decision.why = std::move(why);
  decision.left_alone = true;
  return decision;
}

// Its pods have no owner yet, so that their identity cannot be known; whether
// they are wrapped does not rest on it. A wrapper ends with its status in pods of
// no class, too.
void Protect(const ClassPolicy* of_class, const CheckpointPlan& checkpoint, const Subject& subject,
             const Job& job, Decision& decision) {
  static const JobSpec of_no_class;
  const std::string_view wrapped =
      IsWrapped(checkpoint) ? subject.main_container().name : std::string_view();
  const JobCare care{of_class == nullptr ? of_no_class : of_class->job, wrapped};
  auto texts = std::make_shared<TextArena>();
  decision.changes = ProtectJob(care, job, *texts);
  decision.texts = std::move(texts);
}

// An update is judged too, but never changed.
bool IsDecidedUpon(const Request& request) {
  return request.operation == Operation::kCreate ||
         (request.operation == Operation::kUpdate && request.phase == Phase::kValidate &&
          request.sub_resource.empty());
}

}  // namespace

Decision EvaluateJob(const Policy& policy, const Estimates& estimates, const JobRequest& request) {
  const Standing standing(policy, request.request.name_space, request.job.metadata);
  if (!IsDecidedUpon(request.request)) return LeftAlone(standing, "only creation is decided upon");
  if (auto reason = WhyLeaveAlone(policy, request.request)) {
    Decision decision = LeftAlone(standing, std::move(reason->why));
    decision.exempt_by = reason->exempt_by;
    if (!reason->notice.empty()) decision.notices.push_back(std::move(reason->notice));
    return decision;
  }
  const Subject subject = Examine(policy, estimates, request.request);
  const Classification classification = Classify(policy, subject);
  Decision decision;
  decision.mode = standing.mode();
  decision.is_outside_rollout = standing.is_outside_rollout();
  decision.why = classification.why;
  const CheckpointPlan checkpoint = PlanCheckpoint(policy, subject, classification.chosen);
  if (request.request.phase == Phase::kMutate) {
    Protect(classification.chosen, checkpoint, subject, request.job, decision);
  }
  if (classification.chosen == nullptr) return decision;
  decision.class_name = classification.chosen->name;
  const JobCase about{.of_class = *classification.chosen,
                      .job = request.job,
                      .old_job = request.old_job ? &*request.old_job : nullptr,
                      .checkpoint = checkpoint,
                      .runtime = classification.runtime,
                      .step = subject.step};
  if (request.request.phase == Phase::kValidate) decision.findings = Judge(about, standing);
  return decision;
}

}  // namespace tenure
