#include "policies/engine/rollout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/decide_job.h"
#include "tests/support/pod_generator.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;

Metadata Named(std::string_view name) { return {.name = name}; }

Metadata OwnedBy(std::string_view uid, std::string_view name) {
  return {.name = name, .owners = {{.kind = "Job", .name = "j", .uid = uid, .controller = true}}};
}

TEST(Rollout, TakesAboutTheShareThatItSays) {
  constexpr int kPods = 20'000;
  for (const int percent : {0, 1, 25, 50, 99, 100}) {
    int taken = 0;
    for (int i = 0; i < kPods; ++i) {
      const std::string uid = "6f0c-" + std::to_string(i);
      taken += static_cast<int>(IsInRollout(OwnedBy(uid, "a"), "science", percent));
    }
    EXPECT_NEAR(taken, kPods * percent / 100, kPods / 100) << percent << " %";
  }
}

TEST(Rollout, AHigherNumberNeverTakesAPodOut) {
  for (int i = 0; i < 2'000; ++i) {
    const std::string name = "pod-" + std::to_string(i);
    bool was_in = false;
    for (int percent = 0; percent <= 100; ++percent) {
      const bool is_in = IsInRollout(Named(name), "science", percent);
      EXPECT_GE(is_in, was_in) << name << " at " << percent << " %";
      was_in = is_in;
    }
    EXPECT_TRUE(was_in) << "100 % is all";
  }
}

TEST(Rollout, AllPodsOfOneOwnerDecideAlike) {
  EXPECT_EQ(RolloutKey(OwnedBy("u1", "a"), "x"), RolloutKey(OwnedBy("u1", "b"), "x"));
  EXPECT_NE(RolloutKey(OwnedBy("u1", "a"), "x"), RolloutKey(OwnedBy("u2", "a"), "x"));
}

TEST(Rollout, TheControllerCountsBeforeOtherOwners) {
  const Metadata metadata{.owners = {{.uid = "other"}, {.uid = "controller", .controller = true}}};
  EXPECT_EQ(RolloutKey(metadata, "x"), "controller");
  EXPECT_EQ(RolloutKey({.owners = {{.uid = "only"}}}, "x"), "only");
}

TEST(Rollout, AGeneratedNameCountsByItsBeginningInBothRounds) {
  const Metadata before{.generate_name = "assembly-"};
  const Metadata after{.name = "assembly-x7k2p", .generate_name = "assembly-"};
  EXPECT_EQ(RolloutKey(before, "science"), "science/assembly-");
  EXPECT_EQ(RolloutKey(after, "science"), "science/assembly-");
  EXPECT_EQ(RolloutKey(Named("assembly"), "science"), "science/assembly");
  EXPECT_NE(RolloutKey(Named("assembly"), "science"), RolloutKey(Named("assembly"), "other"));
}

// Whoever changes how the share is taken moves pods in and out of it.
TEST(Rollout, IsTheSameInEveryVersion) {
  std::string taken;
  for (int i = 0; i < 16; ++i) {
    taken += IsInRollout(OwnedBy("uid-" + std::to_string(i), "a"), "x", 50) ? '1' : '0';
  }
  EXPECT_EQ(taken, "1101011000111011");
}

Policy RolledOut(int percent) {
  return test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\n"
      "classes:\n- name: long\n  priority: {className: tenure-long, value: 7}\n"
      "  job: {replace: Failed}\n"
      "overrides: [{namespaces: [\"*\"], rollout: " +
      std::to_string(percent) + "%}]\n");
}

TEST(Rollout, WhatIsLeftOutIsAudited) {
  const json pod = test::Pod({{"class", "long"}, {"critical", "perhaps"}});
  const Decision in = test::Decide(pod, Phase::kValidate, RolledOut(100));
  EXPECT_EQ(in.mode, Level::kEnforce);
  EXPECT_FALSE(in.is_outside_rollout);
  EXPECT_TRUE(in.Refused());
  const Decision out = test::Decide(pod, Phase::kValidate, RolledOut(0));
  EXPECT_EQ(out.mode, Level::kAudit);
  EXPECT_TRUE(out.is_outside_rollout);
  EXPECT_EQ(test::Ids(out), std::vector<std::string>{"invalid-annotation audit"});
  EXPECT_EQ(out.RulesHeldBack(), std::vector<std::string_view>{"invalid-annotation"});
}

TEST(Rollout, BothPhasesAndADryRunDecideAlike) {
  const Policy half = RolledOut(50);
  for (std::uint32_t seed = 0; seed < 500; ++seed) {
    json pod = test::PodGenerator(seed).Next();
    pod["metadata"].erase("name");
    pod["metadata"]["generateName"] = "work-" + std::to_string(seed) + "-";
    const Decision mutated = test::Decide(pod, Phase::kMutate, half);
    json stored = pod;
    stored["metadata"]["name"] = "work-" + std::to_string(seed) + "-abcde";
    test::PodRequest dry(stored, Phase::kValidate);
    dry.request().dry_run = true;
    const Decision validated = Evaluate(half, {}, dry.request());
    EXPECT_EQ(mutated.is_outside_rollout, validated.is_outside_rollout) << pod.dump();
  }
}

TEST(Rollout, HoldsForJobs) {
  const json job = {{"apiVersion", "batch/v1"},
                    {"kind", "Job"},
                    {"metadata", {{"name", "assembly"}}},
                    {"spec", {{"template", test::Pod({{"class", "long"}})}}}};
  EXPECT_EQ(test::DecideJob(job, Phase::kMutate, RolledOut(100)).mode, Level::kEnforce);
  const Decision out = test::DecideJob(job, Phase::kMutate, RolledOut(0));
  EXPECT_EQ(out.mode, Level::kAudit);
  EXPECT_TRUE(out.is_outside_rollout);
}

}  // namespace
}  // namespace tenure
