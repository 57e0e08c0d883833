#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Mutated;

json LongPod() { return test::Pod({{"class", "long"}}, {{"cpu", "1"}, {"memory", "1Gi"}}); }

const char* const kRequired = "requiredDuringSchedulingIgnoredDuringExecution";
const char* const kPreferred = "preferredDuringSchedulingIgnoredDuringExecution";

json Terms(const json& pod) {
  return pod["spec"]["affinity"]["nodeAffinity"][kRequired]["nodeSelectorTerms"];
}

json WithTerms(const json& terms) {
  json pod = LongPod();
  pod["spec"]["affinity"]["nodeAffinity"][kRequired]["nodeSelectorTerms"] = terms;
  return pod;
}

std::vector<std::string> Keys(const json& term) {
  std::vector<std::string> keys;
  for (const json& expression : term.value("matchExpressions", json::array())) {
    keys.push_back(expression["key"]);
  }
  return keys;
}

using testing::ElementsAre;

const auto kSpotKeys =
    ElementsAre("karpenter.sh/capacity-type", "eks.amazonaws.com/capacityType",
                "cloud.google.com/gke-spot", "kubernetes.azure.com/scalesetpriority");

TEST(NodeRequirements, MakeOneTermWhereThereIsNone) {
  for (const char* affinity : {"null", "{}", R"({"nodeAffinity": {}})", R"({"podAffinity": {}})"}) {
    json pod = LongPod();
    pod["spec"]["affinity"] = json::parse(affinity);
    const json terms = Terms(Mutated(pod));
    ASSERT_EQ(terms.size(), 1U) << affinity;
    EXPECT_THAT(Keys(terms[0]), kSpotKeys);
  }
}

// Terms are ORed: a term of our own beside the user's would let the pod onto
// every node that is not a spot node.
TEST(NodeRequirements, GoIntoEveryTermThatMatchesAnything) {
  const json zone = {{"key", "zone"}, {"operator", "In"}, {"values", {"a"}}};
  const json name = {{"key", "metadata.name"}, {"operator", "In"}, {"values", {"n1"}}};
  const json terms = Terms(Mutated(
      WithTerms({{{"matchExpressions", {zone}}}, {{"matchFields", {name}}}, json::object()})));
  ASSERT_EQ(terms.size(), 3U);
  EXPECT_EQ(Keys(terms[0]).size(), 5U);
  EXPECT_EQ(terms[0]["matchExpressions"][0], zone);
  EXPECT_THAT(Keys(terms[1]), kSpotKeys);
  EXPECT_EQ(terms[1]["matchFields"], json::array({name}));
  EXPECT_EQ(terms[2], json::object()) << "an empty term matches no node, and must go on doing so";
}

TEST(NodeRequirements, AreNotRepeatedWhereTheUserIsStricter) {
  const json on_demand = {
      {"key", "karpenter.sh/capacity-type"}, {"operator", "In"}, {"values", {"on-demand"}}};
  const json terms = Terms(Mutated(WithTerms({{{"matchExpressions", {on_demand}}}})));
  EXPECT_THAT(Keys(terms[0]),
              ElementsAre("karpenter.sh/capacity-type", "eks.amazonaws.com/capacityType",
                          "cloud.google.com/gke-spot", "kubernetes.azure.com/scalesetpriority"));
}

TEST(NodePreferences, AreAppendedToTheUsersOwn) {
  json pod = LongPod();
  const json own = {
      {"weight", 10},
      {"preference", {{"matchExpressions", {{{"key", "gpu"}, {"operator", "DoesNotExist"}}}}}}};
  pod["spec"]["affinity"]["nodeAffinity"][kPreferred] = json::array({own});
  const json preferred = Mutated(pod)["spec"]["affinity"]["nodeAffinity"][kPreferred];
  ASSERT_EQ(preferred.size(), 3U);
  EXPECT_EQ(preferred[0], own);
  EXPECT_EQ(preferred[1]["weight"], 100);
}

TEST(PlacementTolerations, AreAddedUnlessCovered) {
  const auto highmem = [](const json& pod) {
    int count = 0;
    for (const json& toleration : pod["spec"]["tolerations"]) {
      count += toleration.value("key", "") == "mem-type" ? 1 : 0;
    }
    return count;
  };
  EXPECT_EQ(highmem(Mutated(LongPod())), 1);
  json pod = LongPod();
  pod["spec"]["tolerations"].push_back({{"operator", "Exists"}});
  EXPECT_EQ(highmem(Mutated(pod)), 0);
  pod = LongPod();
  pod["spec"]["tolerations"].push_back({{"key", "mem-type"}, {"operator", "Exists"}});
  EXPECT_EQ(highmem(Mutated(pod)), 1);
  pod = LongPod();
  pod["spec"]["tolerations"].push_back({{"key", "mem-type"}, {"value", "other"}});
  EXPECT_EQ(highmem(Mutated(pod)), 2);
}

TEST(ApartFrom, KeepsLongPodsOnNodesOfTheirOwn) {
  const json pod = Mutated(LongPod());
  EXPECT_EQ(pod["spec"]["affinity"]["podAntiAffinity"][kRequired], json::parse(R"([{
      "labelSelector": {"matchLabels": {"tenure.dev/assigned-class": "long"}},
      "topologyKey": "kubernetes.io/hostname", "namespaceSelector": {}}])"));
  EXPECT_EQ(Mutated(pod), pod);
}

TEST(ApartFrom, CanBeAPreference) {
  const Policy policy = test::PolicyOf(R"(
apiVersion: tenure.dev/v1
kind: Policy
classes:
- name: c
  placement: {apartFrom: {class: c, topologyKey: zone, required: false, namespaces: own}}
)");
  const json pod = Mutated(test::Pod({{"class", "c"}}), policy);
  EXPECT_EQ(pod["spec"]["affinity"]["podAntiAffinity"][kPreferred], json::parse(R"([{
      "weight": 100, "podAffinityTerm": {
      "labelSelector": {"matchLabels": {"tenure.dev/assigned-class": "c"}},
      "topologyKey": "zone"}}])"));
  EXPECT_EQ(Mutated(pod, policy), pod);
}

struct AttemptCase {
  const char* who;
  const char* metadata;  // JSON merge patch
  bool is_retry;
};

class OnRetry : public testing::TestWithParam<AttemptCase> {};

TEST_P(OnRetry, WantsHighMemoryNodes) {
  json pod = LongPod();
  pod["metadata"].merge_patch(json::parse(GetParam().metadata));
  const auto keys = Keys(Terms(Mutated(pod))[0]);
  EXPECT_EQ(std::ranges::find(keys, "mem-type") != keys.end(), GetParam().is_retry);
}

INSTANTIATE_TEST_SUITE_P(
    Engines, OnRetry,
    testing::Values(
        AttemptCase{"nobody", R"({})", false},
        AttemptCase{"user", R"({"annotations": {"tenure.dev/attempt": "1"}})", true},
        AttemptCase{"user0", R"({"annotations": {"tenure.dev/attempt": "0"}})", false},
        AttemptCase{"airflow1", R"({"labels": {"dag_id": "d", "try_number": "1"}})", false},
        AttemptCase{"airflow2", R"({"labels": {"dag_id": "d", "try_number": "2"}})", true},
        AttemptCase{"jobset", R"({"labels": {"jobset.sigs.k8s.io/restart-attempt": "1"}})", true},
        AttemptCase{"job", R"({"annotations": {"batch.kubernetes.io/job-index-failure-count":
                                               "2"}})",
                    true},
        AttemptCase{"job0", R"({"annotations": {"batch.kubernetes.io/job-index-failure-count":
                                                "0"}})",
                    false},
        AttemptCase{"argo", R"json({"annotations": {"workflows.argoproj.io/node-name":
                                                "wf[0].assemble(1)"}})json",
                    true},
        AttemptCase{"argo0", R"json({"annotations": {"workflows.argoproj.io/node-name":
                                                 "wf[0].assemble(0)"}})json",
                    false},
        AttemptCase{"argofan", R"json({"annotations": {"workflows.argoproj.io/node-name":
                                                   "wf[0].assemble(0:a)"}})json",
                    false}),
    [](const auto& attempt) { return std::string(attempt.param.who); });

}  // namespace
}  // namespace tenure
