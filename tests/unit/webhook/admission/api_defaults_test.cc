#include "webhook/admission/api_defaults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

struct Filled {
  json spec;
  std::set<std::string> phrases;
};

Filled Fill(json spec) {
  json pod = {{"spec", std::move(spec)}};
  Filled filled;
  FillInApiDefaults(pod, test::DefaultPolicy(), filled.phrases);
  filled.spec = pod["spec"];
  return filled;
}

TEST(ApiDefaults, CompleteAnEmptySpec) {
  EXPECT_EQ(Fill(json::object()).spec, json::parse(R"({
    "restartPolicy": "Always",
    "terminationGracePeriodSeconds": 30,
    "serviceAccountName": "default",
    "priority": 0,
    "preemptionPolicy": "PreemptLowerPriority",
    "tolerations": [
      {"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute",
       "tolerationSeconds": 300},
      {"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute",
       "tolerationSeconds": 300}
    ]
  })"));
}

TEST(ApiDefaults, ChangeNothingTheSecondTime) {
  const json once = Fill(json::object()).spec;
  const Filled twice = Fill(once);
  EXPECT_EQ(twice.spec, once);
  EXPECT_THAT(twice.phrases, IsEmpty());
}

TEST(ApiDefaults, RequestsComeFromLimitsResourceByResource) {
  const json containers = json::array(
      {{{"resources",
         {{"limits", {{"cpu", "2"}, {"memory", "4Gi"}}}, {"requests", {{"cpu", "1"}}}}}}});
  const Filled filled = Fill({{"containers", containers}, {"initContainers", containers}});
  for (const char* list : {"containers", "initContainers"}) {
    EXPECT_EQ(filled.spec[list][0]["resources"]["requests"],
              (json{{"cpu", "1"}, {"memory", "4Gi"}}));
  }
  EXPECT_THAT(filled.phrases, Contains("requests from limits"));
}

TEST(ApiDefaults, LimitsDoNotComeFromRequests) {
  const json containers = json::array({{{"resources", {{"requests", {{"cpu", "1"}}}}}}});
  const Filled filled = Fill({{"containers", containers}});
  EXPECT_EQ(filled.spec["containers"], containers);
  EXPECT_THAT(filled.phrases, Not(Contains("requests from limits")));
}

TEST(ApiDefaults, ATolerationOfThePodsOwnStandsForTheTaint) {
  const json blanket = json::array({{{"operator", "Exists"}}});
  EXPECT_EQ(Fill({{"tolerations", blanket}}).spec["tolerations"], blanket);
  const json finite = json::array({{{"key", "node.kubernetes.io/not-ready"},
                                    {"effect", "NoExecute"},
                                    {"tolerationSeconds", 5}}});
  const json tolerations = Fill({{"tolerations", finite}}).spec["tolerations"];
  ASSERT_EQ(tolerations.size(), 2U);
  EXPECT_EQ(tolerations[1]["key"], "node.kubernetes.io/unreachable");
  const json other =
      json::array({{{"key", "node.kubernetes.io/not-ready"}, {"effect", "NoSchedule"}}});
  EXPECT_EQ(Fill({{"tolerations", other}}).spec["tolerations"].size(), 3U);
}

TEST(ApiDefaults, KnowTheValueOfThePolicysClasses) {
  const json spec = Fill({{"priorityClassName", "tenure-long"}}).spec;
  EXPECT_EQ(spec["priority"], 1000000);
  EXPECT_FALSE(spec.contains("preemptionPolicy")) << "only the PriorityClass knows it";
  EXPECT_EQ(Fill({{"priorityClassName", "system-node-critical"}}).spec["priority"], 2000001000);
}

TEST(ApiDefaults, LeaveTheValueOfOtherClassesOpen) {
  EXPECT_FALSE(Fill({{"priorityClassName", "gold"}}).spec.contains("priority"));
  const Policy& policy = test::DefaultPolicy();
  EXPECT_FALSE(KnowsPriority({{"spec", {{"priorityClassName", "gold"}}}}, policy));
  EXPECT_TRUE(KnowsPriority({{"spec", {{"priorityClassName", "gold"}, {"priority", 7}}}}, policy));
  EXPECT_TRUE(KnowsPriority({{"spec", {{"priorityClassName", "tenure-short"}}}}, policy));
  EXPECT_TRUE(KnowsPriority(json::object(), policy));
}

TEST(ApiDefaults, LeaveOddShapesForTheDecoder) {
  for (json pod : {json(3), json::object(), json{{"spec", "x"}},
                   json{{"spec", {{"tolerations", 3}, {"containers", "x"}}}},
                   json{{"spec", {{"containers", {{{"resources", {{"limits", 3}}}}}}}}}}) {
    std::set<std::string> phrases;
    EXPECT_NO_THROW(FillInApiDefaults(pod, test::DefaultPolicy(), phrases)) << pod;
  }
}

}  // namespace
}  // namespace tenure
