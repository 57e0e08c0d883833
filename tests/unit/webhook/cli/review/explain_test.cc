#include "webhook/cli/review/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "policies/engine/rules/catalogue.h"
#include "tests/unit/webhook/cli/review/verdicts.h"
#include "webhook/cli/review/text_layout.h"

namespace tenure {
namespace {

using testing::AllOf;
using testing::Field;
using testing::HasSubstr;

constexpr std::string_view kTwoClasses = R"(
apiVersion: tenure.dev/v1
kind: Policy
classes:
- name: long
  match:
  - critical: true
  - {namespaces: [science], requests: {memory: {atLeast: 1Ti}}}
  resources: {memory: {request: 2x}}
- name: large
  match: [{requests: {memory: {atLeast: 32Gi}}}]
rules: {bare-pod: "off"}
)";

std::string PodOf(std::string_view annotations) {
  return "apiVersion: v1\n"
         "kind: Pod\n"
         "metadata: {name: a, namespace: science, annotations: {" +
         std::string(annotations) +
         "}}\n"
         "spec:\n"
         "  containers:\n"
         "  - {name: main, image: i, resources: {requests: {memory: 64Gi}}}\n";
}

Explanation ExplanationOf(std::string_view manifest) {
  const Policy policy = test::PolicyOf(kTwoClasses);
  const Estimates no_estimates;
  const Bench bench{policy, no_estimates};
  const auto verdict = Judge(bench, test::SubmissionOf(manifest));
  if (!verdict) ADD_FAILURE() << verdict.error().Text();
  return verdict ? Explain(bench, *verdict) : Explanation{};
}

const ExplainedRule* RuleIn(const Explanation& explanation, std::string_view id) {
  const auto rule = std::ranges::find(explanation.rules, id, &ExplainedRule::id);
  return rule == explanation.rules.end() ? nullptr : &*rule;
}

std::string OutcomeOf(const Explanation& explanation, std::string_view id) {
  const ExplainedRule* rule = RuleIn(explanation, id);
  return rule == nullptr ? "no such rule" : rule->outcome;
}

TEST(Explain, EveryMatcherTellsWhatItSawAndWhatItWanted) {
  const Explanation explanation = ExplanationOf(PodOf(""));
  ASSERT_EQ(explanation.classes.size(), 2U);
  const ExplainedClass& of_long = explanation.classes[0];
  EXPECT_EQ(of_long.outcome, "does not apply: no match holds");
  ASSERT_EQ(of_long.matches.size(), 2U);
  EXPECT_FALSE(of_long.matches[0].holds);
  EXPECT_EQ(of_long.matches[0].matchers[0].saw, "not critical");

  const auto& several = of_long.matches[1].matchers;
  ASSERT_EQ(several.size(), 2U) << "a line for each that the entry has";
  EXPECT_FALSE(of_long.matches[1].holds) << "all of one entry have to hold";
  EXPECT_THAT(
      several,
      testing::UnorderedElementsAre(
          AllOf(Field(&ExplainedMatcher::key, "namespaces"), Field(&ExplainedMatcher::holds, true)),
          AllOf(Field(&ExplainedMatcher::key, "requests"), Field(&ExplainedMatcher::holds, false),
                Field(&ExplainedMatcher::saw, "memory request 64Gi, wanted at least 1Ti"))));
}

TEST(Explain, TheFirstClassThatMatchesApplies) {
  EXPECT_EQ(ExplanationOf(PodOf("")).classes[1].outcome, "applies, by match 1");
  const Explanation both = ExplanationOf(PodOf("tenure.dev/critical: 'true'"));
  EXPECT_EQ(both.classes[0].outcome, "applies, by match 1");
  EXPECT_EQ(both.classes[1].outcome, "does not apply: an earlier class does");
}

TEST(Explain, TheAnnotationDecidesBeforeAllMatches) {
  const Explanation explanation = ExplanationOf(PodOf("tenure.dev/class: long"));
  EXPECT_EQ(explanation.classes[0].outcome, "applies: annotation tenure.dev/class names it");
  EXPECT_EQ(explanation.classes[1].outcome,
            "does not apply: annotation tenure.dev/class says otherwise");
  EXPECT_TRUE(explanation.classes[1].matches[0].holds) << "and what would have been is told";
}

TEST(Explain, ExpectationsNameTheirSources) {
  const Explanation own = ExplanationOf(PodOf(""));
  ASSERT_EQ(own.needs.size(), 2U);
  EXPECT_EQ(own.needs[0].what, "main cpu");
  EXPECT_EQ(own.needs[0].amount, "not known");
  EXPECT_EQ(own.needs[0].source, "nobody says");
  EXPECT_EQ(own.needs[1].amount, "64Gi");
  EXPECT_EQ(own.needs[1].source, "its own request");
  const Explanation annotated = ExplanationOf(PodOf("tenure.dev/expected-memory: 80Gi"));
  EXPECT_EQ(annotated.needs[1].amount, "80Gi");
  EXPECT_EQ(annotated.needs[1].source, "tenure.dev/expected-memory");
}

TEST(Explain, EveryRuleOfTheCatalogueHasAnOutcome) {
  const Explanation explanation = ExplanationOf(PodOf("tenure.dev/class: lnog"));
  EXPECT_EQ(explanation.rules.size(), Rules().size());
  EXPECT_EQ(OutcomeOf(explanation, "bare-pod"), "not asked: the policy has it off");
  EXPECT_EQ(OutcomeOf(explanation, "invalid-annotation"), "silent");
  EXPECT_THAT(OutcomeOf(explanation, "unknown-class"),
              AllOf(testing::StartsWith("refused: "), HasSubstr("lnog")));
}

TEST(Explain, APodThatIsLeftAloneSaysWhyAndWhichRulesAreAskedNevertheless) {
  const Explanation explanation = ExplanationOf(
      "apiVersion: v1\n"
      "kind: Pod\n"
      "metadata: {name: a, ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: d, "
      "uid: u, controller: true}], labels: {tenure.dev/assigned-class: long}}\n"
      "spec: {containers: [{name: main, image: i}]}\n");
  EXPECT_THAT(explanation.left_alone, HasSubstr("DaemonSet"));
  EXPECT_TRUE(explanation.classes.empty());
  EXPECT_TRUE(explanation.needs.empty());
  EXPECT_EQ(OutcomeOf(explanation, "expectation-missing"), "not asked: the pod is left alone");
  EXPECT_THAT(OutcomeOf(explanation, "reserved-label"), testing::StartsWith("refused: "));
}

std::string Printed(const Explanation& explanation) {
  std::ostringstream out;
  Printer printer(out, false);
  PrintExplanation(printer, explanation);
  return out.str();
}

TEST(ExplainText, IsATableWithinAHundredColumns) {
  Explanation explanation = ExplanationOf(PodOf("tenure.dev/class: lnog"));
  explanation.needs[0].what = std::string(63, 'c') + " cpu";
  explanation.classes[0].matches[0].matchers[0].saw = "namespace " + std::string(200, 'n');
  const std::string text = Printed(explanation);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(Width(line), kColumns) << line;
  EXPECT_THAT(text, HasSubstr("  what was looked at\n"));
  EXPECT_THAT(text, HasSubstr("\n    class large does not apply: "));
  EXPECT_THAT(text, HasSubstr("\n      1   requests         yes  memory request 64Gi, wanted"));
  EXPECT_THAT(text, HasSubstr("enforce  silent\n"));
}

TEST(ExplainText, OfAPodThatIsLeftAloneIsWhyAndTheRules) {
  const std::string text = Printed({.left_alone = "a pod of a DaemonSet",
                                    .rules = {{"reserved-label", Level::kWarn, "silent"}}});
  EXPECT_EQ(text,
            "  what was looked at\n"
            "    no class: left alone, a pod of a DaemonSet\n"
            "    rules\n"
            "      reserved-label  warn     silent\n");
}

}  // namespace
}  // namespace tenure
