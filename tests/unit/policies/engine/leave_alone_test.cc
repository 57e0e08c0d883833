#include "policies/engine/leave_alone.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Decide;

json LongPod() { return test::Pod({{"class", "long"}}, {{"cpu", "1"}, {"memory", "1Gi"}}); }

struct AloneCase {
  const char* why;
  const char* patch;  // JSON merge patch
};

class LeaveAloneTest : public testing::TestWithParam<AloneCase> {};

TEST_P(LeaveAloneTest, ChangesNothingAndSaysWhy) {
  json pod = LongPod();
  ASSERT_FALSE(Decide(pod).changes.empty());
  pod.merge_patch(json::parse(GetParam().patch));
  const Decision decision = Decide(pod);
  EXPECT_TRUE(decision.left_alone);
  EXPECT_EQ(decision.why, GetParam().why);
  EXPECT_EQ(decision.class_name, "");
  EXPECT_TRUE(decision.changes.empty());
  EXPECT_FALSE(Decide(pod, Phase::kValidate).Refused());
}

INSTANTIATE_TEST_SUITE_P(
    All, LeaveAloneTest,
    testing::Values(
        AloneCase{"mirror pod", R"({"metadata": {"annotations":
            {"kubernetes.io/config.mirror": "abc"}}})"},
        AloneCase{"pod of a DaemonSet", R"({"metadata": {"ownerReferences": [{"apiVersion":
            "apps/v1", "kind": "DaemonSet", "name": "d", "uid": "u", "controller": true}]}})"},
        AloneCase{"bound to a node already", R"({"spec": {"nodeName": "node1"}})"},
        AloneCase{"restored from a checkpoint", R"({"spec": {"restoreFrom": {"name": "c"}}})"},
        AloneCase{"restored from a checkpoint", R"({"metadata": {"annotations":
            {"restore.criu.org/checkpoint-path.main": "/var/x.tar"}}})"},
        AloneCase{"restored from a checkpoint", R"({"metadata": {"ownerReferences": [{"apiVersion":
            "criu.org/v1", "kind": "PodRestore", "name": "r", "uid": "u", "controller": true}]}})"},
        AloneCase{"Windows pod", R"({"spec": {"os": {"name": "windows"}}})"},
        AloneCase{"exempt: namespace kube-system", R"({"metadata": {"namespace": "kube-system"}})"},
        AloneCase{"has no containers", R"({"spec": {"containers": []}})"}));

TEST(LeaveAlone, ADaemonSetOfSomebodyElsesIsNoDaemonSet) {
  json pod = LongPod();
  pod["metadata"]["ownerReferences"] = {{{"apiVersion", "kruise.io/v1"},
                                         {"kind", "DaemonSet"},
                                         {"name", "d"},
                                         {"uid", "u"},
                                         {"controller", true}}};
  EXPECT_FALSE(Decide(pod).left_alone);
}

TEST(LeaveAlone, ServiceAccountsOfThePolicy) {
  const Policy policy = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\nexempt: {serviceAccounts: "
      "[science/robot*]}\n");
  json pod = LongPod();
  EXPECT_FALSE(Decide(pod, Phase::kMutate, policy).left_alone);
  pod["spec"]["serviceAccountName"] = "robot-7";
  EXPECT_TRUE(Decide(pod, Phase::kMutate, policy).left_alone);
}

TEST(LeaveAlone, ByAnnotationOnlyWhereThePolicyAllowsIt) {
  json pod = LongPod();
  pod["metadata"]["annotations"]["tenure.dev/exempt"] = "legacy image, ticket HPC-12";
  const Decision refused = Decide(pod);
  EXPECT_FALSE(refused.left_alone);
  EXPECT_THAT(test::Ids(refused), testing::Contains("invalid-annotation warn"));
  const Policy policy = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\nexempt: {annotation: "
      "true}\n");
  EXPECT_EQ(Decide(pod, Phase::kMutate, policy).why, "exempt: legacy image, ticket HPC-12");
}

TEST(LeaveAlone, StillKeepsWhatBelongsToAClass) {
  json pod = LongPod();
  pod["spec"]["nodeName"] = "node1";
  pod["spec"]["priorityClassName"] = "tenure-long";
  pod["metadata"]["labels"]["tenure.dev/assigned-class"] = "long";
  EXPECT_THAT(test::Ids(Decide(pod, Phase::kValidate)),
              testing::UnorderedElementsAre("reserved-label enforce", "reserved-priority enforce"));
  pod["metadata"]["annotations"]["kubernetes.io/config.mirror"] = "abc";
  EXPECT_TRUE(Decide(pod, Phase::kValidate).findings.empty()) << "nobody may touch a mirror pod";
}

// Who names a strategy counts on being brought back.
TEST(LeaveAlone, TellsThatNothingIsSaved) {
  json pod = LongPod();
  pod["spec"]["os"]["name"] = "windows";
  EXPECT_THAT(Decide(pod).notices, testing::IsEmpty());
  pod["metadata"]["annotations"]["tenure.dev/checkpoint"] = "none";
  EXPECT_THAT(Decide(pod).notices, testing::IsEmpty());
  pod["metadata"]["annotations"]["tenure.dev/checkpoint"] = "native";
  EXPECT_THAT(
      Decide(pod).notices,
      testing::ElementsAre("nothing is saved, tenure.dev/checkpoint has no effect: Windows pod"));
}

TEST(LeaveAlone, WhatIsNotACreation) {
  test::PodRequest update(LongPod());
  update.request().operation = Operation::kDelete;
  EXPECT_TRUE(Evaluate(test::DefaultPolicy(), {}, update.request()).left_alone);
  test::PodRequest status(LongPod());
  status.request().sub_resource = "status";
  EXPECT_TRUE(Evaluate(test::DefaultPolicy(), {}, status.request()).left_alone);
}

}  // namespace
}  // namespace tenure
