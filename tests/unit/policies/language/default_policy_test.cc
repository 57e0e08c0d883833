// policies/default.yaml says what the poster says.

#include <gmock/gmock.h>

#include "policies/language/reader.h"
#include "tests/unit/policies/language/policy_files.h"
#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

using testing::ElementsAre;
using testing::Pair;
using testing::VariantWith;

class DefaultPolicy : public testing::Test {
 protected:
  const Policy policy_ = MustRead(DefaultPolicyText());
  const ClassPolicy& long_ = *policy_.FindClass("long");
  const ClassPolicy& short_ = *policy_.FindClass("short");

  static Factor F(std::string_view text) { return *Factor::Parse(text); }
  static Quantity Q(std::string_view text) { return *Quantity::Parse(text); }
};

TEST_F(DefaultPolicy, IsTheFileInTheTree) {
  EXPECT_EQ(DefaultPolicyText(),
            FileText(std::filesystem::path(TENURE_SOURCE_DIR) / "policies" / "default.yaml"));
}

TEST_F(DefaultPolicy, LoadsWithoutAWarning) {
  const auto read = ReadPolicyFile(DefaultPolicyText());
  ASSERT_TRUE(read) << Lines(read.error());
  EXPECT_EQ(Lines(read->warnings), "");
}

TEST_F(DefaultPolicy, EnforcesWithTheCatalogsLevels) {
  EXPECT_EQ(policy_.mode, Level::kEnforce);
  EXPECT_TRUE(policy_.rules.empty());
  EXPECT_TRUE(policy_.overrides.empty());
}

TEST_F(DefaultPolicy, KnowsTheLargestNode) {
  EXPECT_EQ(policy_.largest_cpu, Q("128"));
  EXPECT_EQ(policy_.largest_memory, Q("1900Gi"));
}

TEST_F(DefaultPolicy, LongIsTenTimesTheTypicalRuntimeButAtLeastSixHours) {
  EXPECT_EQ(policy_.typical_runtime, Duration::Seconds(30 * 60));
  ASSERT_EQ(long_.match.size(), 3U);
  EXPECT_FALSE(policy_.learns_typical_runtime);
  EXPECT_EQ(long_.match[0].runtime->times_typical, 10);
  EXPECT_EQ(long_.match[0].runtime->at_least, Duration::Seconds(6 * 3600));
}

TEST_F(DefaultPolicy, LongIsAlsoWhatIsCriticalOrTakesATebibyte) {
  ASSERT_EQ(long_.match.size(), 3U);
  EXPECT_EQ(long_.match[1].critical, true);
  EXPECT_EQ(long_.match[2].requests->memory_at_least, Q("1Ti"));
  EXPECT_EQ(long_.match[2].requests->cpu_at_least, std::nullopt);
}

TEST_F(DefaultPolicy, EverybodyMayBeLong) {
  ASSERT_EQ(long_.allow.namespaces.size(), 1U);
  EXPECT_TRUE(long_.allow.namespaces[0].Matches("any"));
}

TEST_F(DefaultPolicy, LongRequestsOneAndAHalfAndHasNoLimits) {
  for (const ResourceSpec& resource : {long_.resources.cpu, long_.resources.memory}) {
    ASSERT_TRUE(resource.request);
    EXPECT_TRUE(resource.request->at_least);
    EXPECT_THAT(resource.request->amounts, ElementsAre(VariantWith<Factor>(F("1.5x"))));
    EXPECT_EQ(resource.limit.kind, LimitSpec::Kind::kNone);
  }
}

TEST_F(DefaultPolicy, ShortRequestsItsCpuAndHasNoCpuLimit) {
  const ResourceSpec& cpu = short_.resources.cpu;
  EXPECT_FALSE(cpu.request->at_least);
  EXPECT_THAT(cpu.request->amounts, ElementsAre(VariantWith<Factor>(F("1x"))));
  EXPECT_EQ(cpu.limit.kind, LimitSpec::Kind::kNone);
}

TEST_F(DefaultPolicy, ShortRequestsLessMemoryThanExpectedAndIsLimitedAboveIt) {
  const ResourceSpec& memory = short_.resources.memory;
  EXPECT_THAT(memory.request->amounts, ElementsAre(VariantWith<Factor>(F("0.8x"))));
  EXPECT_EQ(memory.limit.kind, LimitSpec::Kind::kAmounts);
  EXPECT_THAT(memory.limit.amounts, ElementsAre(VariantWith<Factor>(F("1.2x")),
                                                VariantWith<Percentile>(Percentile::kP95)));
}

TEST_F(DefaultPolicy, LongPreemptsShort) {
  EXPECT_EQ(long_.priority->class_name, "tenure-long");
  EXPECT_EQ(long_.priority->value, 1'000'000);
  EXPECT_EQ(short_.priority->class_name, "tenure-short");
  EXPECT_EQ(short_.priority->value, -5);
}

TEST_F(DefaultPolicy, LongAvoidsSpotNodesOfEveryProvider) {
  std::vector<std::string> json;
  for (const auto& requirement : long_.placement.always.require) json.push_back(requirement.json);
  EXPECT_THAT(
      json,
      ElementsAre(
          R"({"key":"karpenter.sh/capacity-type","operator":"NotIn","values":["spot"]})",
          R"({"key":"eks.amazonaws.com/capacityType","operator":"NotIn","values":["SPOT"]})",
          R"({"key":"cloud.google.com/gke-spot","operator":"DoesNotExist"})",
          R"({"key":"kubernetes.azure.com/scalesetpriority","operator":"NotIn","values":["spot"]})"));
}

TEST_F(DefaultPolicy, LongPrefersRegularNodesAndMayUseHighMemoryOnes) {
  ASSERT_EQ(long_.placement.always.prefer.size(), 2U);
  EXPECT_EQ(long_.placement.always.prefer[0].weight, 100);
  EXPECT_EQ(long_.placement.always.prefer[0].requirement.op, "NotIn");
  ASSERT_EQ(long_.placement.always.tolerate.size(), 1U);
  EXPECT_EQ(long_.placement.always.tolerate[0].json,
            R"({"key":"mem-type","operator":"Equal","value":"highmem","effect":"NoSchedule"})");
}

TEST_F(DefaultPolicy, LongGoesToHighMemoryNodesOnceItHasDied) {
  ASSERT_EQ(long_.placement.on_retry.require.size(), 1U);
  EXPECT_EQ(long_.placement.on_retry.require[0].json,
            R"({"key":"mem-type","operator":"In","values":["highmem"]})");
}

TEST_F(DefaultPolicy, OnlyOneLongPodPerNode) {
  EXPECT_EQ(long_.placement.apart_from->class_name, "long");
  EXPECT_EQ(long_.placement.apart_from->topology_key, "kubernetes.io/hostname");
  EXPECT_TRUE(long_.placement.apart_from->required);
  EXPECT_TRUE(long_.placement.apart_from->all_namespaces);
}

TEST_F(DefaultPolicy, LongIsNotMovedAway) {
  const Disruption& disruption = long_.disruption;
  EXPECT_EQ(disruption.evictions, Evictions::kDeny);
  EXPECT_THAT(disruption.annotations,
              ElementsAre(Pair("cluster-autoscaler.kubernetes.io/safe-to-evict", "false"),
                          Pair("karpenter.sh/do-not-disrupt", "true")));
  EXPECT_EQ(disruption.tolerate_node_loss, Duration::Seconds(3600));
  EXPECT_EQ(disruption.grace_period, Duration::Seconds(300));
  EXPECT_TRUE(long_.job.replace_failed_only);
  EXPECT_TRUE(long_.job.ignore_disruptions);
}

TEST_F(DefaultPolicy, NativeCheckpointsComeFirstAndCriuLast) {
  EXPECT_EQ(long_.default_strategy, "native");
  ASSERT_EQ(policy_.checkpoint.strategies.size(), 2U);
  const Strategy& criu = *policy_.FindStrategy("criu");
  EXPECT_THAT(criu.wrap, ElementsAre("/opt/tenure/tenure-wrap", "--dir", "<dir>", "--image-check",
                                     "<hash>", "--"));
  EXPECT_THAT(criu.capabilities, ElementsAre("SYS_ADMIN", "NET_ADMIN", "SYS_TIME"));
  EXPECT_EQ(criu.grace_period->per_gi, Duration::Seconds(4));
  EXPECT_EQ(criu.grace_period->plus, Duration::Seconds(30));
  EXPECT_EQ(criu.grace_period->absolute, std::nullopt);
}

TEST_F(DefaultPolicy, LeavesKubeSystemAlone) {
  ASSERT_EQ(policy_.exempt.namespaces.size(), 1U);
  EXPECT_EQ(policy_.exempt.namespaces[0].pattern, "kube-system");
  EXPECT_FALSE(policy_.exempt.annotation);
}

}  // namespace
}  // namespace tenure
