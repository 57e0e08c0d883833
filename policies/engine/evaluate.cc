#include "policies/engine/evaluate.h"

#include <algorithm>
#include <array>
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
  void (*apply)(const Care& care, Draft& draft);
};

// In the order in which their changes are told.
constexpr std::array kSteps = {
    Step{Protection::kPriority, ProtectPriority},
    Step{Protection::kResources, ProtectResources},
    Step{Protection::kIdentity, ProtectIdentity},
};

Draft Compose(const Care& care, ProtectionSet held_back) {
  Draft draft(care.subject.pod());
  if (care.classification.chosen == nullptr) return draft;
  for (const Step& step : kSteps) {
    if (!held_back.Has(step.protection)) step.apply(care, draft);
  }
  return draft;
}

std::vector<Finding> Judge(const Case& about, const Standing& standing) {
  std::vector<Finding> findings;
  for (const Rule& rule : Rules()) {
    if (about.left_alone && !rule.of_all_pods) continue;
    const Level level = standing.LevelOf(rule.id, rule.level);
    if (level == Level::kOff) continue;
    Report report(rule.id, level, findings);
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

Decision NotOurs(std::string why) {
  Decision decision;
  decision.why = std::move(why);
  decision.left_alone = true;
  return decision;
}

Decision DecideAlone(const Policy& policy, const Request& request, const Standing& standing,
                     LeaveAlone reason) {
  Decision decision = NotOurs(std::move(reason.why));
  decision.mode = standing.mode();
  if (!reason.keeps_rules) return decision;
  const Subject subject{.request = request};
  const Classification of_no_class;
  decision.findings = Judge({policy, subject, of_no_class, request.pod, true}, standing);
  return decision;
}

Decision Decide(const Policy& policy, const Estimates& estimates, const Request& request,
                const Standing& standing) {
  const Subject subject = Examine(request, estimates);
  const Classification classification = Classify(policy, subject);
  const Care care{policy, subject, classification};
  Draft draft = Compose(care, {});
  // The validating webhook judges the pod as it would be stored, whoever else
  // has changed it; the mutating one as it will be by our changes.
  const bool is_final = request.phase == Phase::kValidate;
  auto findings =
      Judge({policy, subject, classification, is_final ? request.pod : draft.pod()}, standing);
  const ProtectionSet held_back = HeldBack(findings);
  if (!held_back.empty()) draft = Compose(care, held_back);

  Decision decision;
  if (classification.chosen != nullptr) decision.class_name = classification.chosen->name;
  decision.why = classification.why;
  decision.main_container = subject.main_container().name;
  decision.mode = standing.mode();
  decision.changes = draft.changes();
  decision.notices = draft.notices();
  decision.findings = std::move(findings);
  return decision;
}

}  // namespace

Decision Evaluate(const Policy& policy, const Estimates& estimates, const Request& request) {
  if (request.operation != Operation::kCreate) return NotOurs("only creation is decided upon");
  if (!request.sub_resource.empty()) return NotOurs("a subresource");
  const Standing standing(policy, request.name_space);
  if (auto reason = WhyLeaveAlone(policy, request)) {
    return DecideAlone(policy, request, standing, std::move(*reason));
  }
  return Decide(policy, estimates, request, standing);
}

}  // namespace tenure
