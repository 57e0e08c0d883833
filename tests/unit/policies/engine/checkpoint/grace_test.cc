#include "policies/engine/checkpoint/grace.h"

#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;

Strategy WithGrace(GraceSpec grace) {
  Strategy strategy;
  strategy.grace_period = grace;
  return strategy;
}

const GraceSpec kByMemory{.per_gi = Duration::Seconds(4), .plus = Duration::Seconds(30)};

CheckpointTime TimeOf(const Strategy& strategy, const json& requests, const json& limits = {}) {
  const json pod = test::Pod({}, requests, limits);
  const test::PodRequest request(pod);
  return CheckpointTimeOf(strategy, request.request().pod.spec.containers[0]).value();
}

TEST(CheckpointTime, IsNothingWhereTheStrategyAsksForNone) {
  EXPECT_FALSE(CheckpointTimeOf(Strategy(), Container()));
}

TEST(CheckpointTime, IsWhatThePolicySays) {
  const auto time = TimeOf(WithGrace({.absolute = Duration::Seconds(300)}), {{"memory", "1Ti"}});
  EXPECT_EQ(time.needed.seconds(), 300);
  EXPECT_EQ(time.given.seconds(), 300);
  EXPECT_EQ(time.frozen.seconds(), 0);
}

TEST(CheckpointTime, GrowsWithTheRequestedMemory) {
  EXPECT_EQ(TimeOf(WithGrace(kByMemory), {{"memory", "400Gi"}}).given.seconds(), 1630);
  EXPECT_EQ(TimeOf(WithGrace(kByMemory), {{"memory", "400Gi"}}).frozen.seconds(), 1600);
  EXPECT_EQ(TimeOf(WithGrace(kByMemory), {{"memory", "1"}}).given.seconds(), 34);
  EXPECT_EQ(TimeOf(WithGrace(kByMemory), {}).given.seconds(), 30);
}

TEST(CheckpointTime, IsCappedAndSaysWhatWasNeeded) {
  GraceSpec capped = kByMemory;
  capped.at_most = Duration::Seconds(600);
  const auto time = TimeOf(WithGrace(capped), {{"memory", "400Gi"}});
  EXPECT_EQ(time.needed.seconds(), 1630);
  EXPECT_EQ(time.given.seconds(), 600);
}

// Device memory goes through the container's own, and is written too.
TEST(CheckpointTime, CountsTheMemoryOfGpus) {
  Strategy strategy = WithGrace(kByMemory);
  const json gpus = {{"nvidia.com/gpu", "8"}};
  EXPECT_EQ(TimeOf(strategy, {{"memory", "100Gi"}}, gpus).given.seconds(), 430);
  strategy.gpu_memory = *Quantity::Parse("80Gi");
  EXPECT_EQ(TimeOf(strategy, {{"memory", "100Gi"}}, gpus).given.seconds(), 30 + 4 * (100 + 640));
}

TEST(CheckpointTime, SaturatesAtWhatNobodyHas) {
  const auto time = TimeOf(WithGrace(kByMemory), {{"memory", "1e30"}});
  EXPECT_GT(time.needed.seconds(), 0);
}

TEST(Gpus, AreCountedWhole) {
  const json pod = test::Pod({}, {},
                             {{"nvidia.com/gpu", "2"},
                              {"amd.com/gpu", "1"},
                              {"nvidia.com/mig-1g.10gb", "7"},
                              {"cpu", "4"}});
  const test::PodRequest request(pod);
  EXPECT_EQ(GpusOf(request.request().pod.spec.containers[0]), 3);
  EXPECT_TRUE(IsMigSlice("nvidia.com/mig-1g.10gb"));
  EXPECT_FALSE(IsMigSlice("nvidia.com/gpu"));
}

}  // namespace
}  // namespace tenure
