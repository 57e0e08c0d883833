// Killed by the lack of memory or of disk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/policies/mortality/fates.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::FateOf;
using test::Pod;

json Memory(const char* request, const char* expected) {
  return Pod({{"expected-memory", expected}}, {{"memory", request}});
}

TEST(MemoryLimit, OfAnyContainerKills) {
  EXPECT_EQ(FateOf("memory-limit", Pod()), "yes: no limits.memory");
  json pod = Pod({}, {{"memory", "1Gi"}}, {{"memory", "2Gi"}});
  EXPECT_EQ(FateOf("memory-limit", pod), "no: main's limits.memory 2Gi kills it; remove it");
  pod["spec"]["containers"][0]["resources"].erase("limits");
  pod["spec"]["containers"].push_back(
      {{"name", "side"}, {"resources", {{"limits", {{"memory", "1Gi"}}}}}});
  EXPECT_EQ(FateOf("memory-limit", pod), "no: side's limits.memory 1Gi kills it; remove it");
  pod["spec"]["resources"]["limits"]["memory"] = "8Gi";
  EXPECT_EQ(FateOf("memory-limit", pod), "no: the pod's limits.memory 8Gi kills it; remove it");
}

TEST(NodePressure, TakesFirstWhatExceedsItsRequest) {
  EXPECT_EQ(FateOf("node-pressure", Pod()),
            "no: no memory request: it goes first; request its peak");
  EXPECT_EQ(FateOf("node-pressure", Memory("400Mi", "500Mi")),
            "no: requests.memory 400Mi below its 500Mi: it goes first");
  EXPECT_EQ(FateOf("node-pressure", Memory("64Gi", "64Gi")),
            "partly: requests.memory 64Gi; no headroom: above it, it goes first");
  EXPECT_EQ(FateOf("node-pressure", Memory("96Gi", "64Gi")),
            "partly: requests.memory 96Gi for 64Gi; above it, it goes first");
}

TEST(NodePressure, ThePodIsWhatCounts) {
  json pod = Memory("96Gi", "64Gi");
  pod["spec"]["containers"].push_back(
      {{"name", "side"}, {"resources", {{"requests", {{"memory", "1Gi"}}}}}});
  EXPECT_EQ(FateOf("node-pressure", pod),
            "partly: requests.memory 97Gi for 65Gi; above it, it goes first");
  pod["spec"]["resources"]["requests"]["memory"] = "128Gi";
  EXPECT_EQ(FateOf("node-pressure", pod),
            "partly: requests.memory 128Gi for 65Gi; above it, it goes first");
}

TEST(NodePressure, WhatALimitRangeHasSetIsNoExpectation) {
  const json pod = test::Annotated(Pod({}, {{"memory", "1Gi"}}), "kubernetes.io/limit-ranger",
                                   "LimitRanger plugin set: memory request for container main");
  EXPECT_EQ(FateOf("node-pressure", pod), "partly: requests.memory 1Gi; above it, it goes first");
}

TEST(NodeOom, GoesByTheScoreThatARequestLowers) {
  EXPECT_EQ(FateOf("node-oom", Pod({}, {{"cpu", "1"}})),
            "no: no memory request: it goes first; request its peak");
  EXPECT_EQ(FateOf("node-oom", Pod({}, {{"memory", "1Gi"}})),
            "partly: requests.memory 1Gi; the more, the later (oom_score_adj)");
  const json both = {{"cpu", "1"}, {"memory", "1Gi"}};
  EXPECT_EQ(FateOf("node-oom", Pod({}, both, both)),
            "partly: QoS Guaranteed; oom_score_adj -997: among the last");
}

TEST(Disk, LimitsEvict) {
  const json amount = {{"ephemeral-storage", "10Gi"}};
  EXPECT_EQ(FateOf("disk", Pod()), "no: requests.ephemeral-storage for what it writes, or claims");
  EXPECT_EQ(FateOf("disk", Pod({}, amount)),
            "partly: requests.ephemeral-storage 10Gi; above it, it goes first");
  EXPECT_EQ(FateOf("disk", Pod({}, amount, amount)),
            "no: main's limits.ephemeral-storage 10Gi evicts it; remove it");
}

TEST(Disk, AnEmptyDirWithALimitEvicts) {
  json pod = Pod({}, {{"ephemeral-storage", "10Gi"}});
  pod["spec"]["volumes"] = {{{"name", "scratch"}, {"emptyDir", json::object()}}};
  EXPECT_THAT(FateOf("disk", pod), testing::StartsWith("partly: "));
  pod["spec"]["volumes"][0]["emptyDir"]["sizeLimit"] = "5Gi";
  EXPECT_EQ(FateOf("disk", pod), "no: emptyDir scratch's sizeLimit 5Gi evicts it; use a claim");
  pod["spec"]["volumes"][0]["emptyDir"]["medium"] = "Memory";
  EXPECT_EQ(FateOf("disk", pod), "partly: requests.ephemeral-storage 10Gi; above it, it goes first")
      << "it only gets full";
}

}  // namespace
}  // namespace tenure
