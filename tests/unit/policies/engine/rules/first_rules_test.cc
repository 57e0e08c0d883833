#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Decide;
using testing::ElementsAre;
using testing::IsEmpty;

// Warnings that every long pod of these tests gets.
bool IsAboutSomethingElse(const Finding& finding) {
  return finding.rule == "bare-pod" || finding.rule == "image-not-pinned" ||
         finding.rule == "no-disruption-budget" || finding.rule == "protection-undone";
}

Decision Relevant(Decision decision) {
  std::erase_if(decision.findings, IsAboutSomethingElse);
  return decision;
}

std::vector<std::string> Ids(const Decision& decision) { return test::Ids(Relevant(decision)); }

std::string OnlyMessage(const Decision& decision) {
  const auto findings = Relevant(decision).findings;
  return findings.size() == 1 ? findings[0].message : "not one finding";
}

const json kSized = {{"cpu", "1"}, {"memory", "1Gi"}};

TEST(UnknownClass, ListsTheClassesThereAre) {
  const Decision decision = Decide(test::Pod({{"class", "forever"}}), Phase::kValidate);
  EXPECT_TRUE(decision.Refused());
  EXPECT_EQ(
      OnlyMessage(decision),
      "\"forever\" is no class here: nothing would protect it; write one of: long, short, none");
  EXPECT_EQ(decision.findings[0].path, "/metadata/annotations/tenure.dev~1class");
}

TEST(InvalidAnnotation, IsToldOfEachAndGuessesNothing) {
  const json pod =
      test::Pod({{"class", "long"}, {"expected-memory", "8GB"}, {"expected-cpu", "many"}}, kSized);
  const Decision decision = Decide(pod);
  EXPECT_THAT(Ids(decision),
              ElementsAre("invalid-annotation enforce", "invalid-annotation enforce",
                          "expectation-missing enforce", "expectation-missing warn"));
  const auto touches_resources = [](const Change& change) {
    return change.by == Protection::kResources;
  };
  EXPECT_EQ(std::ranges::count_if(decision.changes, touches_resources), 0);
  EXPECT_FALSE(decision.changes.empty()) << "priority does not rest on it";
}

TEST(ReservedLabel, OnAPodOfNoClass) {
  json pod = test::Pod();
  pod["metadata"]["labels"]["tenure.dev/assigned-class"] = "long";
  EXPECT_THAT(Ids(Decide(pod, Phase::kValidate)), ElementsAre("reserved-label enforce"));
}

TEST(ReservedLabel, IsOverwrittenOnOurOwnPods) {
  json pod = test::Pod({{"class", "short"}}, kSized);
  pod["metadata"]["labels"]["tenure.dev/assigned-class"] = "long";
  EXPECT_THAT(Ids(Decide(pod)), IsEmpty());
  json mutated = test::Mutated(pod);
  EXPECT_EQ(mutated["metadata"]["labels"]["tenure.dev/assigned-class"], "short");
  mutated["metadata"]["labels"]["tenure.dev/assigned-class"] = "long";
  EXPECT_THAT(Ids(Decide(mutated, Phase::kValidate)), testing::Contains("reserved-label enforce"))
      << "somebody changed it after us";
  EXPECT_THAT(Ids(Decide(pod, Phase::kValidate)), testing::Contains("reserved-label warn"))
      << "no replica of this policy has changed the pod";
}

TEST(ClassUnderstated, WhenTheRuntimeSaysLong) {
  const Decision decision =
      Decide(test::Pod({{"class", "short"}, {"expected-runtime", "12d"}}, kSized));
  EXPECT_EQ(OnlyMessage(decision),
            "class short may be evicted first, but expected-runtime is 12d; write "
            "tenure.dev/class: long");
  EXPECT_TRUE(decision.changes.empty());
  EXPECT_THAT(Ids(Decide(test::Pod({{"class", "short"}, {"expected-runtime", "5h"}}, kSized))),
              IsEmpty());
}

TEST(ClassUnderstated, DoesNotArgueWithMoreThanNeeded) {
  EXPECT_THAT(Ids(Decide(test::Pod({{"class", "long"}, {"expected-runtime", "1m"}}, kSized))),
              IsEmpty());
  EXPECT_THAT(Ids(Decide(test::Pod({{"class", "none"}, {"expected-runtime", "12d"}}, kSized))),
              IsEmpty());
}

TEST(ExpectationMissing, RefusesForMemoryAndWarnsForCpu) {
  EXPECT_THAT(Ids(Decide(test::Pod({{"class", "long"}}))),
              ElementsAre("expectation-missing enforce", "expectation-missing warn"));
  EXPECT_THAT(Ids(Decide(test::Pod({{"class", "long"}}, {{"memory", "1Gi"}}))),
              ElementsAre("expectation-missing warn"));
  EXPECT_THAT(Ids(Decide(test::Pod(
                  {{"class", "long"}, {"expected-memory", "1Gi"}, {"expected-cpu", "1"}}))),
              IsEmpty());
}

TEST(ExpectationMissing, DoesNotTakeALimitRangesWord) {
  json pod = test::Pod({{"class", "long"}}, kSized);
  pod["metadata"]["annotations"]["kubernetes.io/limit-ranger"] =
      "LimitRanger plugin set: memory request for container main";
  EXPECT_THAT(Ids(Decide(pod)), ElementsAre("expectation-missing enforce"));
}

TEST(ExpectationMissing, IsNotAskedOfShortPods) {
  EXPECT_THAT(Ids(Decide(test::Pod({{"class", "short"}}))), IsEmpty());
}

TEST(ReservedPriority, OnAPodOfAnotherClassOrNone) {
  json pod = test::Pod();
  pod["spec"]["priorityClassName"] = "tenure-long";
  pod["spec"]["priority"] = 1000000;
  EXPECT_EQ(OnlyMessage(Decide(pod, Phase::kValidate)),
            "priorityClassName tenure-long is for class long; remove it, or write "
            "tenure.dev/class: long");
  json short_pod = test::Pod({{"class", "short"}}, kSized);
  short_pod["spec"]["priorityClassName"] = "tenure-long";
  short_pod["spec"]["priority"] = 1000000;
  EXPECT_THAT(Ids(Decide(short_pod)), ElementsAre("reserved-priority enforce"));
}

TEST(ReservedPriority, GivesWayToTheClassWhereItIsLower) {
  json pod = test::Pod({{"class", "long"}}, kSized);
  pod["spec"]["priorityClassName"] = "tenure-short";
  pod["spec"]["priority"] = -5;
  EXPECT_THAT(Ids(Decide(pod)), IsEmpty());
}

// A warning of more than 120 bytes may be cut by the API server.
TEST(Messages, FitIntoAWarning) {
  const std::string long_name(63, 'x');
  const std::vector<json> pods = {
      test::Pod({{"class", long_name}}),
      test::Pod({{"class", "long"},
                 {"expected-memory", long_name + "=1"},
                 {"expected-cpu", long_name},
                 {"critical", long_name},
                 {"exempt", "x"},
                 {"expected-runtime", long_name}}),
      test::Pod({{"class", "short"}, {"expected-runtime", "36500d"}}),
  };
  for (const json& pod : pods) {
    for (const Finding& finding : Decide(pod, Phase::kValidate).findings) {
      EXPECT_LT(finding.message.size() + finding.rule.size() + 2, 120U)
          << finding.rule << ": " << finding.message;
    }
  }
}

}  // namespace
}  // namespace tenure
