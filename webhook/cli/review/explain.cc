#include "webhook/cli/review/explain.h"

#include <algorithm>
#include <iterator>

#include "policies/engine/classify.h"
#include "policies/engine/leave_alone.h"
#include "policies/engine/rules/catalogue.h"
#include "policies/engine/standing.h"
#include "policies/pod/names.h"
#include "webhook/admission/review.h"

namespace tenure {
namespace {

// --- classes

ExplainedMatcher ExplainMatcher(const Matcher& matcher, const Match& match,
                                const MatchFacts& facts) {
  ExplainedMatcher explained{matcher.key, matcher.holds(match, facts), matcher.saw(match, facts)};
  if (!explained.holds && matcher.wanted != nullptr) {
    explained.saw += ", wanted " + matcher.wanted(match);
  }
  return explained;
}

ExplainedMatch ExplainMatch(const Match& match, const MatchFacts& facts) {
  ExplainedMatch explained{.holds = Holds(match, facts)};
  for (const Matcher& matcher : Matchers()) {
    if (!matcher.asked(match)) continue;
    explained.matchers.push_back(ExplainMatcher(matcher, match, facts));
  }
  return explained;
}

std::string Outcome(const ExplainedClass& of_class, const Classification& classification,
                    bool is_annotated) {
  const bool is_chosen =
      classification.chosen != nullptr && classification.chosen->name == of_class.name;
  if (is_annotated) {
    return is_chosen ? "applies: annotation tenure.dev/class names it"
                     : "does not apply: annotation tenure.dev/class says otherwise";
  }
  const auto first = std::ranges::find(of_class.matches, true, &ExplainedMatch::holds);
  if (first == of_class.matches.end()) return "does not apply: no match holds";
  if (!is_chosen) return "does not apply: an earlier class does";
  return "applies, by match " + std::to_string(first - of_class.matches.begin() + 1);
}

std::vector<ExplainedClass> ExplainClasses(const Policy& policy, const Subject& subject) {
  const Classification classification = Classify(policy, subject);
  const MatchFacts facts{subject, classification.runtime};
  std::vector<ExplainedClass> classes;
  for (const ClassPolicy& candidate : policy.classes) {
    ExplainedClass explained{.name = candidate.name};
    for (const Match& match : candidate.match) {
      explained.matches.push_back(ExplainMatch(match, facts));
    }
    explained.outcome = Outcome(explained, classification, subject.intent.class_name.has_value());
    classes.push_back(std::move(explained));
  }
  return classes;
}

// --- expectations

std::string_view SourceText(Expected::Source source, std::string_view annotation) {
  switch (source) {
    case Expected::Source::kAnnotation:
      return annotation;
    case Expected::Source::kRecord:
      return "annotation tenure.dev/requests, of an earlier round";
    case Expected::Source::kEstimate:
      return "estimates: the mean of earlier runs";
    case Expected::Source::kOwnRequest:
      return "its own request";
    case Expected::Source::kUnknown:
      break;
  }
  return "nobody says";
}

ExplainedNeed ExplainNeed(const std::string& what, const ResourceNeed& need,
                          std::string_view annotation) {
  const Expected& expected = need.expected;
  return {what, expected.amount ? expected.amount->Canonical() : "not known",
          SourceText(expected.source, annotation)};
}

std::vector<ExplainedNeed> ExplainNeeds(const Subject& subject) {
  std::vector<ExplainedNeed> needs;
  for (const ContainerNeed& need : subject.needs) {
    const std::string name(subject.pod().spec.containers[need.index].name);
    needs.push_back(ExplainNeed(name + " cpu", need.cpu, names::kExpectedCpu));
    needs.push_back(ExplainNeed(name + " memory", need.memory, names::kExpectedMemory));
  }
  return needs;
}

// --- rules

std::span<const Rule> RulesAsked(const Request& request) {
  if (request.operation == Operation::kCreate) return Rules();
  if (request.operation != Operation::kUpdate) return {};
  return request.sub_resource == "resize" ? ResizeRules() : UpdateRules();
}

std::string_view Verb(Level level) {
  if (level == Level::kEnforce) return "refused: ";
  return level == Level::kWarn ? "warning: " : "audit: ";
}

std::string Said(std::string_view rule, const std::vector<Finding>& findings) {
  std::string said;
  for (const Finding& finding : findings) {
    if (finding.rule != rule) continue;
    if (!said.empty()) said += "; ";
    said += Verb(finding.level);
    said += finding.message;
  }
  return said.empty() ? "silent" : said;
}

std::vector<ExplainedRule> ExplainRules(const Policy& policy, const Request& request,
                                        const std::vector<Finding>& findings) {
  const Standing standing(policy, request.name_space, request.pod.metadata);
  const bool is_new = request.operation == Operation::kCreate;
  const auto left_alone = is_new ? WhyLeaveAlone(policy, request) : std::nullopt;
  std::vector<ExplainedRule> rules;
  for (const Rule& rule : RulesAsked(request)) {
    ExplainedRule explained{.id = rule.id, .level = standing.LevelOf(rule.id, rule.level)};
    if (explained.level == Level::kOff) {
      explained.outcome = "not asked: the policy has it off";
    } else if (left_alone && !(left_alone->keeps_rules && rule.of_all_pods)) {
      explained.outcome = "not asked: the pod is left alone";
    } else {
      explained.outcome = Said(rule.id, findings);
    }
    rules.push_back(std::move(explained));
  }
  return rules;
}

}  // namespace

Explanation Explain(const Bench& bench, const Verdict& verdict) {
  Explanation explanation;
  JsonDocument document;
  nlohmann::json asked = verdict.submission.review;
  if (!verdict.pod.is_null()) asked["request"]["object"] = verdict.pod;
  const std::string bytes = asked.dump();
  const auto review = DecodeReview(document, bytes);
  if (!review || review->unreadable || !review->has_pod) {
    explanation.left_alone = verdict.mutation.why;
    return explanation;
  }
  explanation.rules = ExplainRules(bench.policy, review->request, verdict.validation.findings);
  if (verdict.mutation.left_alone) {
    explanation.left_alone = verdict.mutation.why;
    return explanation;
  }
  const Subject subject = Examine(bench.policy, bench.estimates, review->request);
  explanation.classes = ExplainClasses(bench.policy, subject);
  explanation.needs = ExplainNeeds(subject);
  return explanation;
}

}  // namespace tenure
