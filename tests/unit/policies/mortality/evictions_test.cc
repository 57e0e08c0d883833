// Killed by those who want the node, or the pod, elsewhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/policies/mortality/fates.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Annotated;
using test::FateOf;
using test::Labelled;
using test::OwnedBy;
using test::Pod;

json WithPriority(int priority, const char* class_name = "") {
  json pod = Pod();
  pod["spec"]["priority"] = priority;
  if (*class_name != '\0') pod["spec"]["priorityClassName"] = class_name;
  return pod;
}

json InJob() { return OwnedBy(Pod(), "batch/v1", "Job"); }

const Policy& WithBudget() {
  static const Policy kPolicy = test::PolicyOf(R"(
apiVersion: tenure.dev/v1
kind: Policy
classes: [{name: c}]
checkpoint: {protectedNamespaces: [sci*]}
)");
  return kPolicy;
}

TEST(Preemption, TheHighestClassOfThePolicyIsSafeFromTheOthers) {
  EXPECT_EQ(FateOf("preemption", WithPriority(1000000, "tenure-long")),
            "yes: priority 1000000 (tenure-long); only what is above preempts it");
  EXPECT_EQ(FateOf("preemption", WithPriority(2000000000, "system-cluster-critical")),
            "yes: priority 2000000000");
}

TEST(Preemption, WhatIsBelowAClassMakesRoomForIt) {
  EXPECT_EQ(FateOf("preemption", WithPriority(0)),
            "no: priority 0: class long (1000000) preempts it");
  EXPECT_EQ(FateOf("preemption", WithPriority(500, "gold")),
            "partly: priority 500; class long (1000000) preempts it");
  EXPECT_EQ(FateOf("preemption", WithPriority(0), WithBudget()),
            "no: priority 0: any PriorityClass above preempts it")
      << "a policy without priorities";
}

TEST(Preemption, AClassOfUnknownValueIsNoPromise) {
  json pod = WithPriority(0, "gold");
  pod["spec"].erase("priority");
  EXPECT_EQ(FateOf("preemption", pod),
            "partly: priorityClassName gold; its value is not known here");
}

TEST(Eviction, TakesTheLabelAndABudget) {
  const json labelled = Labelled(Pod(), "tenure.dev/evictable", "false");
  EXPECT_EQ(FateOf("eviction", Pod()),
            "no: a class with evictions: deny, and a PodDisruptionBudget");
  EXPECT_EQ(FateOf("eviction", labelled),
            "partly: label tenure.dev/evictable=false; a disruption budget must select it");
  EXPECT_EQ(FateOf("eviction", labelled, WithBudget()),
            "yes: label tenure.dev/evictable=false and its disruption budget");
  EXPECT_EQ(FateOf("eviction", Labelled(Pod(), "tenure.dev/evictable", "true"), WithBudget()),
            FateOf("eviction", Pod()));
}

TEST(Eviction, TheVpaAsksTheBudgetToo) {
  const json labelled = Labelled(Pod(), "tenure.dev/evictable", "false");
  EXPECT_EQ(FateOf("vpa", Pod()), "no: updateMode Off or Initial, if a VPA selects it");
  EXPECT_EQ(FateOf("vpa", labelled, WithBudget()), FateOf("eviction", labelled, WithBudget()));
}

TEST(Descheduler, LeavesBarePodsAlone) {
  EXPECT_EQ(FateOf("descheduler", Pod()), "yes: no owner: it evicts no bare pods");
  EXPECT_EQ(FateOf("descheduler", InJob()),
            "no: a PodDisruptionBudget, or to be left out in its policy");
}

TEST(Descheduler, HeedsItsAnnotationWhereItIsMandatory) {
  constexpr const char* kPrefer = "descheduler.alpha.kubernetes.io/prefer-no-eviction";
  const json annotated = Annotated(InJob(), kPrefer, "true");
  EXPECT_EQ(FateOf("descheduler", annotated),
            "partly: annotation prefer-no-eviction; where its policy says Mandatory");
  EXPECT_EQ(
      FateOf("descheduler", Labelled(annotated, "tenure.dev/evictable", "false"), WithBudget()),
      "yes: label tenure.dev/evictable=false and its disruption budget");
}

TEST(Queue, OnlyWhatIsInOneIsPreemptedByIt) {
  EXPECT_EQ(FateOf("queue", Pod()), "yes: in no queue of Kueue or Volcano");
  EXPECT_EQ(FateOf("queue", Labelled(Pod(), "kueue.x-k8s.io/podset", "main")),
            "no: Kueue may suspend it: kueue.x-k8s.io/priority-class on its Job");
  const json volcano = Annotated(Pod(), "volcano.sh/queue-name", "default");
  EXPECT_EQ(FateOf("queue", volcano), R"(no: annotation volcano.sh/preemptable: "false")");
  EXPECT_EQ(FateOf("queue", Annotated(volcano, "volcano.sh/preemptable", "false")),
            "yes: volcano.sh/preemptable=false");
}

TEST(ClusterAutoscaler, HeedsItsAnnotation) {
  constexpr const char* kSafe = "cluster-autoscaler.kubernetes.io/safe-to-evict";
  const std::string open =
      R"(no: annotation cluster-autoscaler.kubernetes.io/safe-to-evict: "false")";
  EXPECT_EQ(FateOf("cluster-autoscaler", InJob()), open);
  EXPECT_EQ(FateOf("cluster-autoscaler", Annotated(InJob(), kSafe, "false")),
            "yes: cluster-autoscaler.kubernetes.io/safe-to-evict=false");
  EXPECT_EQ(FateOf("cluster-autoscaler", Annotated(Pod(), kSafe, "true")), open);
  EXPECT_EQ(FateOf("cluster-autoscaler", Pod()),
            "yes: no owner: it removes no nodes with bare pods");
}

TEST(ClusterAutoscaler, LooksAwayFromTheLowest) {
  EXPECT_EQ(FateOf("cluster-autoscaler", WithPriority(-11)),
            "no: priority -11 is below its cutoff, -10");
  EXPECT_EQ(FateOf("cluster-autoscaler", WithPriority(-10)),
            "yes: no owner: it removes no nodes with bare pods");
}

TEST(Karpenter, IsNeverHeldOffForGood) {
  constexpr const char* kKey = "karpenter.sh/do-not-disrupt";
  const std::string open = R"(no: annotation karpenter.sh/do-not-disrupt: "true")";
  EXPECT_EQ(FateOf("karpenter", Pod()), open);
  EXPECT_EQ(FateOf("karpenter", Annotated(Pod(), kKey, "false")), open);
  EXPECT_EQ(FateOf("karpenter", Annotated(Pod(), kKey, "true")),
            "partly: karpenter.sh/do-not-disrupt=true; but not from expireAfter");
  EXPECT_EQ(FateOf("karpenter", Annotated(Pod(), kKey, "240h")),
            "partly: karpenter.sh/do-not-disrupt=240h; from Karpenter 1.12 on");
}

}  // namespace
}  // namespace tenure
