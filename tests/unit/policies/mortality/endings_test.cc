// Killed by what somebody has written, or does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/policies/mortality/fates.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::DefaultPolicy;
using test::FateOf;
using test::OwnedBy;
using test::Pod;

json WithDeadline(int seconds, const json& annotations = json::object()) {
  json pod = Pod(annotations);
  pod["spec"]["activeDeadlineSeconds"] = seconds;
  return pod;
}

TEST(Deadline, IsHeldAgainstTheRuntime) {
  EXPECT_EQ(FateOf("deadline", Pod()), "yes: no deadline that is written on it");
  EXPECT_EQ(FateOf("deadline", WithDeadline(604800, {{"expected-runtime", "14d"}})),
            "no: activeDeadlineSeconds 7d is before its end, 14d");
  EXPECT_EQ(FateOf("deadline", WithDeadline(604800, {{"expected-runtime", "5d"}})),
            "yes: activeDeadlineSeconds 7d, beyond its 5d");
  EXPECT_EQ(FateOf("deadline", WithDeadline(604800)),
            "partly: activeDeadlineSeconds 7d; its runtime is not known");
}

TEST(Deadline, TheEarliestCounts) {
  const json pod = WithDeadline(604800, {{"expected-runtime", "5d"}});
  Job job{.active_deadline_seconds = 86400};
  EXPECT_EQ(FateOf("deadline", pod, DefaultPolicy(), &job),
            "no: the Job's activeDeadlineSeconds 1d is before its end, 5d");
  EXPECT_EQ(FateOf("deadline", test::Labelled(pod, "kueue.x-k8s.io/max-exec-time-seconds", "3600")),
            "no: Kueue's max-exec-time 1h is before its end, 5d");
}

json WithProbe(const char* probe, const json& value, const char* memory = "40Gi") {
  json pod = Pod({}, {{"memory", memory}});
  pod["spec"]["containers"][0][probe] = value;
  return pod;
}

TEST(Probes, AreHeldAgainstTheTimeThatADumpTakes) {
  EXPECT_EQ(FateOf("probes", Pod()), "yes: neither livenessProbe nor startupProbe");
  EXPECT_EQ(FateOf("probes", WithProbe("livenessProbe", json::object())),
            "no: main's livenessProbe waits 30s; raise failureThreshold");
  EXPECT_EQ(FateOf("probes",
                   WithProbe("startupProbe", {{"periodSeconds", 10}, {"failureThreshold", 18}})),
            "no: main's startupProbe waits 3m; raise failureThreshold")
      << "a dump of 40 Gi takes 190 s";
  EXPECT_EQ(FateOf("probes",
                   WithProbe("livenessProbe", {{"periodSeconds", 10}, {"failureThreshold", 19}})),
            "partly: main's livenessProbe waits 3m10s; longer than a dump");
}

TEST(Probes, TheShortestCountsAndReadinessDoesNot) {
  json pod = WithProbe("livenessProbe", {{"periodSeconds", 600}});
  pod["spec"]["containers"].push_back({{"name", "side"}, {"startupProbe", json::object()}});
  EXPECT_THAT(FateOf("probes", pod), testing::StartsWith("no: side's startupProbe waits 30s; "));
  EXPECT_THAT(FateOf("probes", WithProbe("readinessProbe", json::object())),
              testing::StartsWith("yes: "));
}

TEST(Image, IsPinnedByItsDigest) {
  json pod = Pod();
  json& main = pod["spec"]["containers"][0];
  EXPECT_EQ(FateOf("image", pod), "no: main's image tag may move: add @sha256:...");
  main["image"] = "registry.example/assembler@sha256:" + std::string(64, 'a');
  EXPECT_EQ(FateOf("image", pod), "yes: digest, pulled where it is not present");
  main["imagePullPolicy"] = "Always";
  EXPECT_EQ(FateOf("image", pod),
            "partly: digest; imagePullPolicy Always asks the registry each time");
  pod["spec"]["containers"].push_back({{"name", "side"}, {"image", "i:1"}});
  EXPECT_EQ(FateOf("image", pod), "no: side's image tag may move: add @sha256:...");
}

TEST(GracePeriod, IsHeldAgainstTheMemoryToSave) {
  const json pod = Pod({}, {{"memory", "64Gi"}});
  const auto with = [&](int seconds) {
    json changed = pod;
    changed["spec"]["terminationGracePeriodSeconds"] = seconds;
    return FateOf("grace-period", changed);
  };
  EXPECT_EQ(with(285), "no: terminationGracePeriodSeconds 285; to save 64Gi: 286");
  EXPECT_EQ(with(286), "yes: terminationGracePeriodSeconds 286");
  EXPECT_EQ(with(601), "partly: terminationGracePeriodSeconds 601; autoscalers may cap it at 600");
  EXPECT_EQ(FateOf("grace-period", Pod()),
            "partly: terminationGracePeriodSeconds 30; time for its checkpoint?");
}

json InJob() { return OwnedBy(Pod(), "batch/v1", "Job"); }

TEST(Retries, NobodyMakesABarePodAgain) {
  EXPECT_EQ(FateOf("retries", Pod()), "no: no owner: nobody makes another; use a Job");
}

TEST(Retries, AJobCountsEvictionsUnlessItIsTold) {
  Job job{.backoff_limit = 2};
  job.pod_template.spec.restart_policy = "Never";
  EXPECT_EQ(FateOf("retries", InJob(), DefaultPolicy(), &job),
            "partly: backoffLimit 2; ignore DisruptionTarget in podFailurePolicy");
  job.backoff_limit = 0;
  EXPECT_EQ(FateOf("retries", InJob(), DefaultPolicy(), &job),
            "no: backoffLimit 0; ignore DisruptionTarget in podFailurePolicy");
  job.backoff_limit.reset();
  job.pod_template.spec.restart_policy = "OnFailure";
  EXPECT_EQ(FateOf("retries", InJob(), DefaultPolicy(), &job),
            "partly: backoffLimit 6; restartPolicy Never, and a podFailurePolicy");
  job.pod_failure_rules = std::vector{PodFailureRule{"Ignore", {"DisruptionTarget"}}};
  EXPECT_EQ(FateOf("retries", InJob(), DefaultPolicy(), &job),
            "yes: podFailurePolicy ignores evictions");
}

TEST(Retries, OfAJobThatIsNotKnownTheClassTells) {
  EXPECT_EQ(FateOf("retries", InJob()),
            "partly: its Job's backoffLimit; a podFailurePolicy for evictions");
  EXPECT_EQ(FateOf("retries", OwnedBy(Pod({{"class", "long"}}), "batch/v1", "Job")),
            "partly: its class's job.ignoreDisruptions; in Jobs made since");
}

TEST(Retries, ControllersOfServersMakeAnotherAlways) {
  EXPECT_EQ(FateOf("retries", OwnedBy(Pod(), "apps/v1", "StatefulSet")),
            "yes: its StatefulSet makes another, always");
  EXPECT_EQ(FateOf("retries", OwnedBy(Pod(), "argoproj.io/v1alpha1", "Workflow")),
            "partly: what its Workflow says of retries; they start from nothing");
}

TEST(Deletion, CannotBePrevented) {
  EXPECT_EQ(FateOf("deletion", Pod()), "never: who may delete it, its owner or its namespace, can");
}

}  // namespace
}  // namespace tenure
