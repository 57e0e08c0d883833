#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Mutated;

json LongPod() { return test::Pod({{"class", "long"}}, {{"cpu", "1"}, {"memory", "1Gi"}}); }

json Toleration(const char* taint, const json& seconds) {
  json toleration = {{"key", std::string("node.kubernetes.io/") + taint},
                     {"operator", "Exists"},
                     {"effect", "NoExecute"}};
  if (!seconds.is_null()) toleration["tolerationSeconds"] = seconds;
  return toleration;
}

json WithTolerations(const json& tolerations) {
  json pod = LongPod();
  pod["spec"]["tolerations"] = tolerations;
  return pod;
}

TEST(DisruptionGuards, LabelAndAnnotateThePod) {
  const json metadata = Mutated(LongPod())["metadata"];
  EXPECT_EQ(metadata["labels"]["tenure.dev/evictable"], "false");
  EXPECT_EQ(metadata["annotations"]["cluster-autoscaler.kubernetes.io/safe-to-evict"], "false");
  EXPECT_EQ(metadata["annotations"]["karpenter.sh/do-not-disrupt"], "true");
}

TEST(DisruptionGuards, AreNotForShortPods) {
  const json pod = Mutated(test::Pod({{"class", "short"}}, {{"memory", "1Gi"}}));
  EXPECT_FALSE(pod["metadata"]["labels"].contains("tenure.dev/evictable"));
  EXPECT_EQ(pod["spec"]["terminationGracePeriodSeconds"], 30);
  EXPECT_EQ(pod["spec"]["tolerations"], test::Pod()["spec"]["tolerations"]);
}

// The first toleration that matches is the one that counts: one appended
// behind the defaulted 300 s has no effect.
TEST(NodeLoss, EditsTheDefaultedTolerationInItsPlace) {
  const json tolerations = Mutated(LongPod())["spec"]["tolerations"];
  EXPECT_EQ(tolerations[0], Toleration("not-ready", 3600));
  EXPECT_EQ(tolerations[1], Toleration("unreachable", 3600));
}

TEST(NodeLoss, LeavesWhatTheUserChose) {
  const json chosen = {Toleration("unreachable", 60), Toleration("not-ready", 7200)};
  const json tolerations = Mutated(WithTolerations(chosen))["spec"]["tolerations"];
  EXPECT_EQ(tolerations[0], chosen[0]);
  EXPECT_EQ(tolerations[1], chosen[1]);
}

TEST(NodeLoss, LeavesWhatToleratesForEver) {
  const json blanket = {{{"operator", "Exists"}}};
  EXPECT_EQ(Mutated(WithTolerations(blanket))["spec"]["tolerations"], blanket);
  const json unlimited = {Toleration("not-ready", nullptr), Toleration("unreachable", nullptr)};
  const json tolerations = Mutated(WithTolerations(unlimited))["spec"]["tolerations"];
  EXPECT_EQ(tolerations[0], unlimited[0]);
}

TEST(NodeLoss, AddsWhatIsMissing) {
  json pod = LongPod();
  pod["spec"].erase("tolerations");
  const json tolerations = Mutated(pod)["spec"]["tolerations"];
  EXPECT_THAT(tolerations, testing::IsSupersetOf(
                               {Toleration("not-ready", 3600), Toleration("unreachable", 3600)}));
}

TEST(GracePeriod, IsAMinimum) {
  json pod = LongPod();
  EXPECT_EQ(Mutated(pod)["spec"]["terminationGracePeriodSeconds"], 300);
  pod["spec"]["terminationGracePeriodSeconds"] = 900;
  EXPECT_EQ(Mutated(pod)["spec"]["terminationGracePeriodSeconds"], 900);
  pod["spec"].erase("terminationGracePeriodSeconds");
  EXPECT_EQ(Mutated(pod)["spec"]["terminationGracePeriodSeconds"], 300);
}

}  // namespace
}  // namespace tenure
