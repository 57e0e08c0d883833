#include "policies/engine/classify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Decide;

std::string ClassOf(const json& pod, const Policy& policy = test::DefaultPolicy(),
                    const Estimates& estimates = {}) {
  return Decide(pod, Phase::kMutate, policy, estimates).class_name;
}

TEST(Classify, ByAnnotation) {
  EXPECT_EQ(ClassOf(test::Pod({{"class", "long"}})), "long");
  EXPECT_EQ(ClassOf(test::Pod({{"class", "short"}})), "short");
  EXPECT_EQ(ClassOf(test::Pod({{"class", "forever"}})), "");
  EXPECT_EQ(ClassOf(test::Pod()), "");
}

TEST(Classify, NoneOptsOutWhateverElseMatches) {
  const Decision decision =
      Decide(test::Pod({{"class", "none"}, {"expected-runtime", "90d"}, {"critical", "true"}}));
  EXPECT_EQ(decision.class_name, "");
  EXPECT_EQ(decision.why, "annotation tenure.dev/class says none");
  EXPECT_TRUE(decision.changes.empty());
}

struct RuntimeCase {
  const char* runtime;
  const char* class_name;
};

class ClassifyByRuntime : public testing::TestWithParam<RuntimeCase> {};

// The default: ten times the typical 30 minutes, but at least 6 hours.
TEST_P(ClassifyByRuntime, AtTheThreshold) {
  EXPECT_EQ(ClassOf(test::Pod({{"expected-runtime", GetParam().runtime}})), GetParam().class_name);
}

INSTANTIATE_TEST_SUITE_P(Runtimes, ClassifyByRuntime,
                         testing::Values(RuntimeCase{"20m", "short"}, RuntimeCase{"5h", "short"},
                                         RuntimeCase{"359m", "short"}, RuntimeCase{"6h", "long"},
                                         RuntimeCase{"12d", "long"}));

TEST(Classify, SaysWhy) {
  EXPECT_EQ(Decide(test::Pod({{"expected-runtime", "12d"}})).why, "runtime 12d, long from 6h");
  EXPECT_EQ(Decide(test::Pod({{"critical", "true"}})).why, "critical");
  EXPECT_EQ(Decide(test::Pod({{"class", "long"}})).why, "annotation tenure.dev/class");
  EXPECT_EQ(Decide(test::Pod()).why, "no class matches");
}

TEST(Classify, ByWhatIsInvested) {
  EXPECT_EQ(ClassOf(test::Pod(json::object(), {{"memory", "1Ti"}})), "long");
  EXPECT_EQ(ClassOf(test::Pod(json::object(), {{"memory", "1023Gi"}})), "");
  EXPECT_EQ(ClassOf(test::Pod({{"expected-memory", "1100Gi"}}, {{"memory", "1Gi"}})), "long");
}

TEST(Classify, ByInvestmentComesOutTheSameInTheSecondRound) {
  const json pod = test::Mutated(test::Pod(json::object(), {{"cpu", "1"}, {"memory", "1Ti"}}));
  EXPECT_EQ(test::Mutated(pod), pod);
}

TEST(Classify, ByHistoryOnlyWhatRunsToCompletion) {
  Estimates estimates;
  estimates.Add("job:assembly", {.runs = 12, .runtime_p50 = Duration::Seconds(3 * 86400)});
  json pod = test::Pod();
  pod["metadata"]["labels"]["batch.kubernetes.io/job-name"] = "assembly";
  EXPECT_EQ(ClassOf(pod, test::DefaultPolicy(), estimates), "long");
  EXPECT_EQ(Decide(pod, Phase::kMutate, test::DefaultPolicy(), estimates).why,
            "runtime by history, step job:assembly: P50 3d, P95 0s, n=12, long from 6h");
  pod["spec"]["restartPolicy"] = "Always";
  EXPECT_EQ(ClassOf(pod, test::DefaultPolicy(), estimates), "");
  pod["spec"].erase("restartPolicy");  // the API server's default is Always
  EXPECT_EQ(ClassOf(pod, test::DefaultPolicy(), estimates), "");
}

TEST(Classify, WhatTheUserSaysBeatsHistory) {
  Estimates estimates;
  estimates.Add("job:assembly", {.runs = 12, .runtime_p50 = Duration::Seconds(3 * 86400)});
  json pod = test::Pod({{"expected-runtime", "1h"}});
  pod["metadata"]["labels"]["batch.kubernetes.io/job-name"] = "assembly";
  EXPECT_EQ(ClassOf(pod, test::DefaultPolicy(), estimates), "short");
}

TEST(Classify, ADeadlineIsNoEstimate) {
  json pod = test::Pod();
  pod["spec"]["activeDeadlineSeconds"] = 90 * 86400;
  EXPECT_EQ(ClassOf(pod), "");
}

// --- every matcher, alone

struct MatcherCase {
  const char* match;
  const char* patch;  // JSON merge patch that makes the pod match
};

class EveryMatcher : public testing::TestWithParam<MatcherCase> {};

TEST_P(EveryMatcher, HoldsOnlyForItsPods) {
  const Policy policy = test::PolicyOf(std::string("apiVersion: tenure.dev/v1\nkind: Policy\n") +
                                       "runtime: {typical: 30m}\nclasses:\n- name: c\n  match:\n" +
                                       "  - " + GetParam().match + "\n");
  json pod = test::Pod();
  EXPECT_EQ(ClassOf(pod, policy), "") << "matches any pod";
  pod.merge_patch(json::parse(GetParam().patch));
  EXPECT_EQ(ClassOf(pod, policy), "c");
}

INSTANTIATE_TEST_SUITE_P(
    All, EveryMatcher,
    testing::Values(
        MatcherCase{"runtime: known",
                    R"({"metadata": {"annotations": {"tenure.dev/expected-runtime": "1m"}}})"},
        MatcherCase{"runtime: {atLeast: 1h}",
                    R"({"metadata": {"annotations": {"tenure.dev/expected-runtime": "61m"}}})"},
        MatcherCase{"critical: true",
                    R"({"metadata": {"annotations": {"tenure.dev/critical": "true"}}})"},
        MatcherCase{"requests: {cpu: {atLeast: 2}}",
                    R"({"spec": {"containers": [{"name": "main", "resources":
                        {"requests": {"cpu": "2"}}}]}})"},
        MatcherCase{"namespaces: [ml-*]", R"({"metadata": {"namespace": "ml-vision"}})"},
        MatcherCase{"images: ['*/megahit:*']",
                    R"({"spec": {"containers": [{"name": "main", "image": "r.io/x/megahit:1"}]}})"},
        MatcherCase{"labels: {app: assembl*}", R"({"metadata": {"labels": {"app": "assembly"}}})"},
        MatcherCase{"annotations: {team.example/kind: batch}",
                    R"({"metadata": {"annotations": {"team.example/kind": "batch"}}})"},
        MatcherCase{"serviceAccounts: [science/robot]",
                    R"({"spec": {"serviceAccountName": "robot"}})"},
        MatcherCase{"ownerKinds: [Workflow]",
                    R"({"metadata": {"ownerReferences": [{"apiVersion": "argoproj.io/v1alpha1",
                        "kind": "Workflow", "name": "w", "uid": "u", "controller": true}]}})"},
        MatcherCase{"args: '--target-jobs .?assemble'",
                    R"({"spec": {"containers": [{"name": "main", "command": ["snakemake"],
                        "args": ["--target-jobs", "assemble:"]}]}})"}));

TEST(Classify, EverythingInOneMatchMustHoldAndAnyMatchWill) {
  const Policy policy = test::PolicyOf(R"(
apiVersion: tenure.dev/v1
kind: Policy
classes:
- name: c
  match:
  - {namespaces: [ml], critical: true}
  - {namespaces: [bio]}
)");
  json pod = test::Pod({{"critical", "true"}});
  EXPECT_EQ(ClassOf(pod, policy), "");
  pod["metadata"]["namespace"] = "ml";
  EXPECT_EQ(ClassOf(pod, policy), "c");
  EXPECT_EQ(Decide(pod, Phase::kMutate, policy).why, "critical, namespace ml");
  pod = test::Pod();
  pod["metadata"]["namespace"] = "bio";
  EXPECT_EQ(ClassOf(pod, policy), "c");
}

TEST(Classify, TheFirstClassThatMatchesWins) {
  const Policy policy = test::PolicyOf(R"(
apiVersion: tenure.dev/v1
kind: Policy
classes:
- {name: first, match: [{namespaces: [sci*]}]}
- {name: second, match: [{namespaces: [science]}]}
)");
  EXPECT_EQ(ClassOf(test::Pod(), policy), "first");
}

}  // namespace
}  // namespace tenure
