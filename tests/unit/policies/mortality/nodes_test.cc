// Killed by what becomes of the node.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/policies/mortality/fates.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Annotated;
using test::FateOf;
using test::Pod;

json Tolerating(const json& not_ready, const json& unreachable) {
  json pod = Pod();
  pod["spec"]["tolerations"][0]["tolerationSeconds"] = not_ready;
  pod["spec"]["tolerations"][1]["tolerationSeconds"] = unreachable;
  return pod;
}

TEST(NodeLoss, IsToleratedForTheShorterOfTwoTimes) {
  EXPECT_EQ(FateOf("node-loss", Pod()),
            "no: deleted after 5m; longer: tolerationSeconds for its two taints");
  EXPECT_EQ(FateOf("node-loss", Tolerating(3600, 300)), FateOf("node-loss", Pod()));
  EXPECT_EQ(FateOf("node-loss", Tolerating(7200, 3600)),
            "partly: tolerationSeconds 1h; then it is deleted");
  EXPECT_EQ(FateOf("node-loss", Tolerating(nullptr, 3600)),
            "partly: tolerationSeconds 1h; then it is deleted");
}

TEST(NodeLoss, ToleratedForEverItIsHeldForEver) {
  EXPECT_EQ(FateOf("node-loss", Tolerating(nullptr, nullptr)),
            "partly: tolerations without an end; a dead node would hold it for ever");
}

TEST(NodeLoss, NotToleratedItIsDeletedAtOnce) {
  json pod = Pod();
  pod["spec"]["tolerations"] = json::array();
  EXPECT_EQ(FateOf("node-loss", pod),
            "no: deleted after 0s; longer: tolerationSeconds for its two taints");
}

json Requiring(const json& terms) {
  json pod = Pod();
  pod["spec"]["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]
     ["nodeSelectorTerms"] = terms;
  return pod;
}

json Off(const char* key, const char* value) {
  return {{"key", key}, {"operator", "NotIn"}, {"values", {value}}};
}

TEST(Spot, IsOpenUntilALabelIsExcluded) {
  EXPECT_EQ(FateOf("spot", Pod()), "no: node affinity: your cloud's spot label, NotIn");
  EXPECT_EQ(
      FateOf("spot",
             Requiring({{{"matchExpressions", {Off("karpenter.sh/capacity-type", "spot")}}}})),
      "partly: 1 of 5 spot labels excluded; not eks.amazonaws.com/capacityType");
}

TEST(Spot, AllLabelsHaveToBeExcludedInEachTerm) {
  const json all = {Off("karpenter.sh/capacity-type", "spot"),
                    Off("eks.amazonaws.com/capacityType", "SPOT"),
                    {{"key", "cloud.google.com/gke-spot"}, {"operator", "DoesNotExist"}},
                    Off("cloud.google.com/gke-preemptible", "true"),
                    {{"key", "kubernetes.azure.com/scalesetpriority"},
                     {"operator", "In"},
                     {"values", {"regular"}}}};
  EXPECT_EQ(FateOf("spot", Requiring({{{"matchExpressions", all}}})),
            "yes: required node affinity");
  EXPECT_EQ(FateOf("spot", Requiring({{{"matchExpressions", all}}, json::object()})),
            "yes: required node affinity")
      << "an empty term matches no node";
  EXPECT_EQ(FateOf("spot", Requiring({{{"matchExpressions", all}},
                                      {{"matchExpressions", {Off("zone", "a")}}}})),
            "no: node affinity: your cloud's spot label, NotIn")
      << "the second term lets them in";
}

TEST(Spot, ANodeSelectorDecides) {
  json pod = Pod();
  pod["spec"]["nodeSelector"]["karpenter.sh/capacity-type"] = "on-demand";
  EXPECT_EQ(FateOf("spot", pod),
            "partly: 1 of 5 spot labels excluded; not eks.amazonaws.com/capacityType");
  pod["spec"]["nodeSelector"]["karpenter.sh/capacity-type"] = "spot";
  EXPECT_EQ(FateOf("spot", pod), "no: nodeSelector karpenter.sh/capacity-type: remove it");
}

TEST(NodeShutdown, IsForTheKubeletToSoften) {
  EXPECT_EQ(FateOf("node-shutdown", Pod()),
            "never: its 30s of grace end with kubelet's shutdownGracePeriod");
}

TEST(Hardware, OnlyCheckpointsHelp) {
  EXPECT_EQ(FateOf("hardware", Pod()), "never: only checkpoints help, on storage off the node");
  const json claimed = Pod({{"checkpoint-claim", "work"}});
  EXPECT_EQ(FateOf("hardware", claimed),
            "never: checkpoints on claim work; what came later is lost");
  EXPECT_EQ(FateOf("hardware", Annotated(claimed, "tenure.dev/checkpoint", "none")),
            FateOf("hardware", Pod()));
}

}  // namespace
}  // namespace tenure
