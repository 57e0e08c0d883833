// What history decides, and what it does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Ids;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t kHour = 3600;

Estimates History(std::int64_t p50, std::int64_t p95, bool weak = false) {
  Estimates estimates;
  estimates.Add("job:assembly", {.runs = 12,
                                 .runtime_p50 = Duration::Seconds(p50),
                                 .runtime_p95 = Duration::Seconds(p95),
                                 .weak = weak});
  return estimates;
}

const json kSized = {{"cpu", "1"}, {"memory", "1Gi"}};

json RunOfAssembly(const json& annotations = json::object(), const json& requests = kSized) {
  json pod = test::Pod(annotations, requests);
  pod["metadata"]["labels"]["batch.kubernetes.io/job-name"] = "assembly";
  return pod;
}

Decision Decide(const json& pod, const Estimates& estimates, std::string_view rules = "",
                std::string_view mode = "enforce") {
  const Policy policy = test::PolicyOf("mode: " + std::string(mode) + R"(
apiVersion: tenure.dev/v1
kind: Policy
nodes: {largest: {cpu: "8", memory: 64Gi}}
classes:
- name: long
  match: [{runtime: {atLeast: 6h}}, {critical: true}]
  allow: {namespaces: [science]}
  resources:
    cpu: {request: {atLeast: 1.5x}}
    memory: {request: {atLeast: 1.5x}, limit: none}
  placement: {require: [{key: capacity, operator: NotIn, values: [spot]}]}
- name: short
  match: [{runtime: known}]
rules: {bare-pod: "off", image-not-pinned: "off", )" +
                                       std::string(rules) + "}\n");
  return test::Decide(pod, Phase::kMutate, policy, estimates);
}

std::string OnlyMessage(const Decision& decision) {
  return decision.findings.size() == 1 ? decision.findings[0].message
                                       : testing::PrintToString(Ids(decision));
}

TEST(History, ClassifiesByItsMedianAndGivesTheEvidence) {
  const Decision decision = Decide(RunOfAssembly(), History(7 * kHour, 20 * kHour));
  EXPECT_EQ(decision.class_name, "long");
  EXPECT_EQ(decision.why,
            "runtime by history, step job:assembly: P50 7h, P95 20h, n=12, long from 6h");
  EXPECT_EQ(Decide(RunOfAssembly(), History(5 * kHour, 20 * kHour)).class_name, "short");
}

TEST(History, OfTooFewRunsClassifiesNothing) {
  const Decision decision = Decide(RunOfAssembly(), History(7 * kHour, 20 * kHour, true));
  EXPECT_EQ(decision.class_name, "");
  EXPECT_THAT(decision.changes, IsEmpty());
}

TEST(History, WarnsOfADeadlineThatOneRunInTwentyWouldMiss) {
  json pod = RunOfAssembly();
  pod["spec"]["activeDeadlineSeconds"] = 10 * kHour;
  const Decision decision = Decide(pod, History(7 * kHour, 20 * kHour));
  EXPECT_THAT(Ids(decision), ElementsAre("deadline-before-end warn"));
  EXPECT_EQ(OnlyMessage(decision),
            "activeDeadlineSeconds is 10h; step job:assembly: P50 7h, P95 20h, n=12; "
            "raise it");
  EXPECT_THAT(Ids(Decide(pod, History(7 * kHour, 10 * kHour))), IsEmpty());
}

TEST(History, WarnsWhoeverCallsShortWhatMayRunLong) {
  const json pod = RunOfAssembly({{"class", "short"}});
  const Decision decision = Decide(pod, History(5 * kHour, 6 * kHour));
  EXPECT_THAT(Ids(decision), ElementsAre("class-understated warn"));
  EXPECT_EQ(OnlyMessage(decision),
            "short may be evicted first, but step job:assembly: P50 5h, P95 6h, n=12; write class: "
            "long");
  EXPECT_THAT(Ids(Decide(pod, History(5 * kHour, 6 * kHour - 1))), IsEmpty());
}

// --- it refuses nobody by itself

TEST(History, AskingNothingOfPodsThatNobodyDeclaredOnlyWarns) {
  const Estimates history = History(7 * kHour, 20 * kHour);
  EXPECT_THAT(Ids(Decide(RunOfAssembly({}, json::object()), history)),
              ElementsAre("expectation-missing warn", "expectation-missing warn"));
  EXPECT_THAT(Ids(Decide(RunOfAssembly({}, {{"cpu", "1"}, {"memory", "65Gi"}}), history)),
              ElementsAre("request-exceeds-node warn"));
  EXPECT_THAT(Ids(Decide(RunOfAssembly({{"critical", "true"}}, json::object()), history)),
              ElementsAre("expectation-missing enforce", "expectation-missing warn"))
      << "whoever declares a pod has to say what it needs";
}

TEST(History, GivesNobodyAClassThatIsNotHis) {
  json pod = RunOfAssembly();
  pod["metadata"]["namespace"] = "elsewhere";
  const Decision decision = Decide(pod, History(7 * kHour, 20 * kHour));
  EXPECT_THAT(Ids(decision), ElementsAre("class-not-allowed warn"));
  EXPECT_THAT(decision.changes, IsEmpty()) << "warned of, and not protected either";
}

TEST(History, RefusesWhereThePolicySaysSo) {
  const Estimates history = History(7 * kHour, 20 * kHour);
  EXPECT_THAT(
      Ids(Decide(RunOfAssembly({}, json::object()), history, "expectation-missing: enforce")),
      ElementsAre("expectation-missing enforce", "expectation-missing warn"));
  json pod = RunOfAssembly();
  pod["spec"]["activeDeadlineSeconds"] = 10 * kHour;
  EXPECT_THAT(Ids(Decide(pod, history, "deadline-before-end: enforce")),
              ElementsAre("deadline-before-end enforce"));
  EXPECT_THAT(Ids(Decide(pod, history, "deadline-before-end: audit")),
              ElementsAre("deadline-before-end audit"));
}

// In a mode that refuses nothing, users are told of what enforcing would refuse.
TEST(History, IsNotSaidToRefuseWhereEnforcedItWouldOnlyWarn) {
  const json unsized = RunOfAssembly({}, json::object());
  const Estimates history = History(7 * kHour, 20 * kHour);
  EXPECT_THAT(Decide(unsized, history, "", "warn").RulesHeldBack(), IsEmpty());
  EXPECT_THAT(Decide(unsized, history, "expectation-missing: enforce", "warn").RulesHeldBack(),
              ElementsAre("expectation-missing"));
  EXPECT_THAT(Decide(RunOfAssembly({{"critical", "true"}}, json::object()), history, "", "warn")
                  .RulesHeldBack(),
              ElementsAre("expectation-missing"))
      << "declared by its user";
}

// --- steps of an engine that only the policy knows

Decision DecideAtSite(const json& pod, const Estimates& estimates) {
  static const Policy kPolicy = test::PolicyOf(R"(
apiVersion: tenure.dev/v1
kind: Policy
classes:
- name: long
  match: [{runtime: {atLeast: 6h}}]
  resources: {memory: {request: 1.5x}}
estimates:
  steps:
  - {engine: lims, label: example.org/step}
  - {engine: batch, args: '--stage=([a-z]+)'}
)");
  return test::Decide(pod, Phase::kMutate, kPolicy, estimates);
}

Estimates HistoryOf(const std::string& step) {
  Estimates estimates;
  const UsageEstimate memory{.mean = Quantity::Parse("4Gi").value(),
                             .p95 = Quantity::Parse("5Gi").value()};
  estimates.Add(step, {.runs = 9,
                       .runtime_p50 = Duration::Seconds(7 * kHour),
                       .runtime_p95 = Duration::Seconds(8 * kHour),
                       .memory = memory});
  return estimates;
}

TEST(StepsOfThePolicy, ClassifyAndSizeByWhatWasLearntOfThem) {
  json labelled = test::Pod();
  labelled["metadata"]["labels"]["example.org/step"] = "assemble";
  labelled["spec"]["restartPolicy"] = "Never";
  const Decision decision = DecideAtSite(labelled, HistoryOf("lims:assemble"));
  EXPECT_EQ(decision.class_name, "long");
  EXPECT_EQ(decision.why,
            "runtime by history, step lims:assemble: P50 7h, P95 8h, n=9, long from 6h");
  const auto is_size = [](const Change& change) {
    return change.by == Protection::kResources && change.now.find("6Gi") != std::string::npos;
  };
  EXPECT_TRUE(std::ranges::any_of(decision.changes, is_size)) << "1.5 times the mean of 4Gi";

  json commanded = test::Pod();
  commanded["spec"]["restartPolicy"] = "Never";
  commanded["spec"]["containers"][0]["args"] = {"--stage=bin", "--fast"};
  EXPECT_EQ(DecideAtSite(commanded, HistoryOf("batch:bin")).class_name, "long");
}

TEST(StepsOfThePolicy, GoBeforeTheKnownEngines) {
  json pod = RunOfAssembly();
  EXPECT_EQ(DecideAtSite(pod, HistoryOf("job:assembly")).class_name, "long");
  pod["metadata"]["labels"]["example.org/step"] = "assemble";
  EXPECT_EQ(DecideAtSite(pod, HistoryOf("job:assembly")).class_name, "") << "of another step now";
}

// --- the typical runtime

std::string ClassWhereTypical(const std::string& runtime, std::optional<Duration> learnt) {
  const Policy policy =
      test::PolicyOf("apiVersion: tenure.dev/v1\nkind: Policy\nruntime: {" + runtime +
                     "}\nclasses:\n- name: long\n"
                     "  match: [{runtime: {timesTypical: 10, atLeast: 2h}}]\n");
  Estimates estimates = History(4 * kHour, 5 * kHour);
  estimates.typical_runtime = learnt;
  return test::Decide(RunOfAssembly(), Phase::kMutate, policy, estimates).class_name;
}

TEST(TypicalRuntime, IsThePolicysUnlessItTakesTheEstimates) {
  const Duration learnt = Duration::Seconds(10 * 60);
  EXPECT_EQ(ClassWhereTypical("typical: 30m", learnt), "") << "long from 5h";
  EXPECT_EQ(ClassWhereTypical("typical: 30m, fromEstimates: true", learnt), "long")
      << "long from 2h: ten times ten minutes are less";
  EXPECT_EQ(ClassWhereTypical("typical: 30m, fromEstimates: true", std::nullopt), "")
      << "nothing is learnt yet";
  EXPECT_EQ(ClassWhereTypical("typical: 10m, fromEstimates: true", Duration::Seconds(kHour)), "")
      << "long from 10h";
}

TEST(TypicalRuntime, ThatIsLearntIsInTheReason) {
  const Policy policy = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nruntime: {typical: 30m, fromEstimates: true}\n"
      "classes:\n- name: long\n  match: [{runtime: {timesTypical: 10}}]\n");
  Estimates estimates = History(4 * kHour, 5 * kHour);
  estimates.typical_runtime = Duration::Seconds(15 * 60);
  EXPECT_EQ(test::Decide(RunOfAssembly(), Phase::kMutate, policy, estimates).why,
            "runtime by history, step job:assembly: P50 4h, P95 5h, n=12, long from 2h30m");
}

TEST(History, LongStepsDoNotMakeLongMessages) {
  Estimates estimates;
  const std::string name(253, 's');
  estimates.Add("job:" + name, {.runs = 99999,
                                .runtime_p50 = Duration::Seconds(1234567),
                                .runtime_p95 = Duration::Seconds(7654321)});
  json pod = RunOfAssembly({{"class", "short"}});
  pod["metadata"]["labels"]["batch.kubernetes.io/job-name"] = name;
  pod["spec"]["activeDeadlineSeconds"] = 1234567;
  const Decision decision = Decide(pod, estimates);
  EXPECT_THAT(Ids(decision), ElementsAre("class-understated warn", "deadline-before-end warn"));
  for (const Finding& finding : decision.findings) {
    EXPECT_LT(finding.rule.size() + 2 + finding.message.size(), 120U) << finding.message;
    EXPECT_THAT(finding.message, HasSubstr("n=99999")) << "what counts is not cut";
  }
}

}  // namespace
}  // namespace tenure
