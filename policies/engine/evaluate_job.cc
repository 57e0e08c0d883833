#include "policies/engine/evaluate_job.h"

#include <utility>

#include "policies/engine/classify.h"
#include "policies/engine/leave_alone.h"
#include "policies/engine/protect/job.h"
#include "policies/engine/rules/catalogue.h"
#include "policies/engine/standing.h"

namespace tenure {
namespace {

std::vector<Finding> Judge(const ClassPolicy& of_class, const Job& job, const Standing& standing) {
  std::vector<Finding> findings;
  for (const JobRule& rule : JobRules()) {
    const Level level = standing.LevelOf(rule.id, rule.level);
    if (level == Level::kOff) continue;
    Report report(rule.id, level, Weaker(level, standing.LevelByHistory(rule.id)), findings);
    rule.check(of_class, job, report);
  }
  return findings;
}

}  // namespace

Decision EvaluateJob(const Policy& policy, const Estimates& estimates, const JobRequest& request) {
  const Standing standing(policy, request.request.name_space);
  Decision decision;
  decision.mode = standing.mode();
  if (request.request.operation != Operation::kCreate) {
    decision.why = "only creation is decided upon";
    decision.left_alone = true;
    return decision;
  }
  if (auto reason = WhyLeaveAlone(policy, request.request)) {
    decision.why = std::move(reason->why);
    decision.left_alone = true;
    return decision;
  }
  const Subject subject = Examine(request.request, estimates);
  const Classification classification = Classify(policy, subject);
  decision.why = classification.why;
  if (classification.chosen == nullptr) return decision;
  decision.class_name = classification.chosen->name;
  if (request.request.phase == Phase::kMutate) {
    decision.changes = ProtectJob(classification.chosen->job, request.job);
  } else {
    decision.findings = Judge(*classification.chosen, request.job, standing);
  }
  return decision;
}

}  // namespace tenure
