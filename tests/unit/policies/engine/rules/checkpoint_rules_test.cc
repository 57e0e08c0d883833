// What docs/rules.md has no room for: the edges of the rules about checkpoints.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

json CriuPod(const json& more = json::object()) {
  json annotations = {{"class", "long"}, {"checkpoint", "criu"}, {"checkpoint-claim", "c"}};
  annotations.update(more);
  json pod = test::Pod(annotations, {{"cpu", "1"}, {"memory", "64Gi"}});
  pod["metadata"]["namespace"] = "privileged";
  pod["spec"]["containers"][0]["command"] = {"/bin/solve"};
  return pod;
}

// "rule: message" of what is said of the pod when it has been through /mutate.
std::vector<std::string> Said(const json& pod, const Policy& policy = test::DefaultPolicy()) {
  const json stored = test::Mutated(pod, policy, {}, test::kCriuCeiling);
  std::vector<std::string> said;
  for (const Finding& finding :
       test::Decide(stored, Phase::kValidate, policy, {}, test::kCriuCeiling).findings) {
    said.push_back(std::string(finding.rule) + ": " + finding.message);
  }
  return said;
}

auto SaysOf(const char* rule) { return Contains(testing::StartsWith(std::string(rule) + ':')); }

json With(json pod, const char* pointer, const json& value) {
  pod[json::json_pointer(pointer)] = value;
  return pod;
}

TEST(CheckpointRules, SayNothingOfAPodThatHasWhatItNeeds) {
  for (const std::string& said : Said(CriuPod())) {
    EXPECT_THAT(said, Not(HasSubstr("checkpoint-")));
    EXPECT_THAT(said, Not(HasSubstr("protection-undone")));
  }
}

TEST(CheckpointNeedsRoot, SeesEachWayNotToBeRoot) {
  const char* container = "/spec/containers/0/securityContext";
  for (const json& pod :
       {With(CriuPod(), container, {{"runAsUser", 1000}}),
        With(CriuPod(), container, {{"runAsNonRoot", true}}),
        With(CriuPod(), "/spec/securityContext", {{"runAsUser", 7}}),
        With(CriuPod(), "/spec/securityContext", {{"runAsNonRoot", true}}),
        With(CriuPod(), "/spec/hostUsers", false), With(CriuPod(), "/spec/hostPID", true),
        With(CriuPod(), "/spec/shareProcessNamespace", true),
        With(CriuPod(), "/spec/runtimeClassName", "kata-qemu")}) {
    EXPECT_THAT(Said(pod), SaysOf("checkpoint-needs-root")) << pod["spec"];
  }
}

TEST(CheckpointNeedsRoot, TakesWhatTheContainerSaysBeforeThePod) {
  json pod = With(CriuPod(), "/spec/securityContext", {{"runAsUser", 7}, {"runAsNonRoot", true}});
  pod =
      With(pod, "/spec/containers/0/securityContext", {{"runAsUser", 0}, {"runAsNonRoot", false}});
  EXPECT_THAT(Said(pod), Not(SaysOf("checkpoint-needs-root")));
  EXPECT_THAT(Said(With(CriuPod(), "/spec/hostUsers", true)), Not(SaysOf("checkpoint-needs-root")));
  EXPECT_THAT(Said(With(CriuPod(), "/spec/runtimeClassName", "nvidia")),
              Not(SaysOf("checkpoint-needs-root")));
}

TEST(CheckpointGpu, RefusesSlicesWhateverTheStrategyCan) {
  const Policy policy = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\ncheckpoint:\n"
      "  strategies: [{name: criu, wrap: [/w, --], gpuMemory: 80Gi}]\n");
  const char* limits = "/spec/containers/0/resources/limits";
  const json slice = With(CriuPod(), limits, {{"nvidia.com/mig-1g.10gb", "1"}});
  json whole = With(CriuPod(), limits, {{"nvidia.com/gpu", "2"}});
  whole["spec"]["containers"][0]["resources"]["requests"]["memory"] = "200Gi";
  EXPECT_THAT(Said(slice, policy), SaysOf("checkpoint-gpu"));
  EXPECT_THAT(Said(slice), SaysOf("checkpoint-gpu"));
  EXPECT_THAT(Said(whole, policy), Not(SaysOf("checkpoint-gpu")));
  EXPECT_THAT(Said(whole), SaysOf("checkpoint-gpu"));
}

TEST(CheckpointGpu, WarnsWhereTheDevicesMemoryWouldNotFitIntoTheContainers) {
  const Policy policy = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\ncheckpoint:\n"
      "  strategies: [{name: criu, wrap: [/w, --], gpuMemory: 80Gi}]\n");
  const char* resources = "/spec/containers/0/resources";
  const auto asking = [&](const char* memory) {
    return With(
        CriuPod(), resources,
        {{"limits", {{"nvidia.com/gpu", "2"}}}, {"requests", {{"cpu", "1"}, {"memory", memory}}}});
  };
  EXPECT_THAT(Said(asking("64Gi"), policy),
              Contains("checkpoint-gpu: a checkpoint copies 160Gi of GPU memory into the "
                       "container's 64Gi; request more memory"));
  EXPECT_THAT(Said(asking("160Gi"), policy), SaysOf("checkpoint-gpu")) << "nothing for the program";
  EXPECT_THAT(Said(asking("200Gi"), policy), Not(SaysOf("checkpoint-gpu")));
}

TEST(CheckpointGpu, IsNoConcernOfNativeCheckpoints) {
  const json pod = With(CriuPod({{"checkpoint", "native"}}), "/spec/containers/0/resources/limits",
                        {{"nvidia.com/gpu", "2"}});
  EXPECT_THAT(Said(pod), Not(SaysOf("checkpoint-gpu")));
}

TEST(GracePeriodTooShort, IsSaidOfSpotNodesAndCaps) {
  const Policy capped = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\ncheckpoint:\n"
      "  strategies: [{name: criu, wrap: [/w, --], gracePeriod: {perGi: 4s, atMost: 1m}}]\n");
  EXPECT_THAT(Said(CriuPod(), capped),
              Contains("grace-period-too-short: a checkpoint takes 4m16s, the grace period is 1m: "
                       "it would be cut off; raise it"));
  const Policy uncapped = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\ncheckpoint:\n"
      "  strategies: [{name: criu, wrap: [/w, --], gracePeriod: {perGi: 4s}}]\n");
  const json spot = With(CriuPod(), "/spec/nodeSelector", {{"cloud.google.com/gke-spot", "true"}});
  EXPECT_THAT(Said(spot, uncapped), Contains(HasSubstr("a spot node gives 2m")));
  EXPECT_THAT(Said(CriuPod(), uncapped), Not(SaysOf("grace-period-too-short")));
}

TEST(LivenessDuringCheckpoint, CountsFailuresTimesPeriod) {
  const char* probe = "/spec/containers/0/livenessProbe";
  const auto said = [&](int failures, int period) {
    return Said(
        With(CriuPod(), probe, {{"failureThreshold", failures}, {"periodSeconds", period}}));
  };
  EXPECT_THAT(said(3, 10), SaysOf("liveness-during-checkpoint"));
  EXPECT_THAT(said(60, 30), Not(SaysOf("liveness-during-checkpoint")));
}

TEST(NativeCheckpointAvailable, SeesTheProgramInAScript) {
  const auto said = [](const json& command, const char* strategy) {
    return Said(With(CriuPod({{"checkpoint", strategy}}), "/spec/containers/0/command", command));
  };
  EXPECT_THAT(said({"bash", "-c", "set -e; /opt/bin/megahit --continue -o x"}, "criu"),
              SaysOf("native-checkpoint-available"));
  EXPECT_THAT(said({"echo", "megahits"}, "criu"), Not(SaysOf("native-checkpoint-available")));
  EXPECT_THAT(said({"megahit", "-o", "x"}, "native"),
              Contains("native-checkpoint-available: megahit begins anew after a restart; start it "
                       "with --continue"));
  EXPECT_THAT(said({"megahit", "--continue", "-o", "x"}, "native"),
              Not(SaysOf("native-checkpoint-available")));
}

TEST(ImageNotPinned, SaysWhyForProcessImages) {
  EXPECT_THAT(Said(CriuPod()), Contains(HasSubstr("restore only into the same image")));
}

TEST(ClaimWithoutStrategy, SeesAStrategyThatMountsNothing) {
  const Policy policy = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\n"
      "checkpoint: {strategies: [{name: criu, runtimeClassName: gvisor}]}\n");
  EXPECT_THAT(Said(CriuPod(), policy), SaysOf("claim-without-strategy"));
  EXPECT_THAT(Said(CriuPod()), Not(SaysOf("claim-without-strategy")));
}

TEST(CheckpointIdentity, IsNotSharedByPodsThatNothingTellsApart) {
  test::PodRequest request(CriuPod({{"checkpoint", "native"}, {"checkpoint-id", "x"}}));
  request.request().alike = 3;
  const Decision decision = Evaluate(test::DefaultPolicy(), {}, request.request());
  EXPECT_THAT(test::Ids(decision), Contains("checkpoint-identity-unstable enforce"));
}

TEST(ProtectionUndone, SeesACheckpointThatIsGone) {
  json pod = CriuPod({{"checkpoint", "native"}});
  pod["metadata"]["annotations"].erase("tenure.dev/class");
  EXPECT_THAT(test::Ids(test::Decide(pod, Phase::kValidate)), Contains("protection-undone warn"));
  EXPECT_THAT(test::Ids(test::Decide(test::Mutated(pod), Phase::kValidate)),
              Not(Contains("protection-undone warn")));
}

}  // namespace
}  // namespace tenure
