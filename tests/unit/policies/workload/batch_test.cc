#include <gtest/gtest.h>

#include "tests/unit/policies/workload/pods.h"

namespace tenure {
namespace {

using nlohmann::json;

json Job() {
  return {{"apiVersion", "batch/v1"},
          {"kind", "Job"},
          {"metadata", {{"name", "assembly"}, {"uid", "u-1"}}},
          {"spec", {{"template", {{"spec", {{"restartPolicy", "Never"}}}}}}}};
}

json Labels(const json& pod) { return pod["metadata"]["labels"]; }

TEST(Job, LabelsItsPodsAndTracksThem) {
  const WorkloadPod only = OnlyPodOf(Job());
  EXPECT_EQ(only.template_path, "/spec/template");
  EXPECT_EQ(only.pod, json::parse(R"({
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {
      "generateName": "assembly-",
      "labels": {
        "batch.kubernetes.io/controller-uid": "u-1", "controller-uid": "u-1",
        "batch.kubernetes.io/job-name": "assembly", "job-name": "assembly"
      },
      "finalizers": ["batch.kubernetes.io/job-tracking"],
      "ownerReferences": [{
        "apiVersion": "batch/v1", "kind": "Job", "name": "assembly", "uid": "u-1",
        "controller": true, "blockOwnerDeletion": true
      }]
    },
    "spec": {"restartPolicy": "Never"}
  })"));
}

TEST(Job, KeepsLabelsThatTheApiServerHasGivenItsTemplate) {
  json job = Job();
  job["spec"]["template"]["metadata"]["labels"]["controller-uid"] = "older";
  EXPECT_EQ(Labels(OnlyPodOf(job).pod)["controller-uid"], "older");
}

TEST(Job, WithAGeneratedNameGetsZerosForIt) {
  json job = Job();
  job["metadata"] = {{"generateName", "sweep-"}};
  const json pod = OnlyPodOf(job).pod;
  EXPECT_EQ(pod["metadata"]["generateName"], "sweep-00000-");
  EXPECT_EQ(pod["metadata"]["ownerReferences"][0]["uid"], "00000000-0000-0000-0000-000000000000");
}

TEST(Job, IndexedGivesItsFirstPodTheIndexZero) {
  json job = Job();
  job["spec"]["completionMode"] = "Indexed";
  const json pod = OnlyPodOf(job).pod;
  EXPECT_EQ(pod["metadata"]["generateName"], "assembly-0-");
  EXPECT_EQ(Labels(pod)["batch.kubernetes.io/job-completion-index"], "0");
  EXPECT_EQ(pod["metadata"]["annotations"],
            json({{"batch.kubernetes.io/job-completion-index", "0"}}));
  EXPECT_EQ(pod["spec"]["hostname"], "assembly-0");
}

TEST(Job, CountsFailuresPerIndexWhereItLimitsThem) {
  json job = Job();
  job["spec"]["completionMode"] = "Indexed";
  job["spec"]["backoffLimitPerIndex"] = 1;
  EXPECT_EQ(
      OnlyPodOf(job).pod["metadata"]["annotations"]["batch.kubernetes.io/job-index-failure-count"],
      "0");
}

TEST(CronJob, MakesJobsThatMakePods) {
  const json cron_job = {{"apiVersion", "batch/v1"},
                         {"kind", "CronJob"},
                         {"metadata", {{"name", "nightly"}, {"namespace", "n"}}},
                         {"spec", {{"jobTemplate", {{"spec", Job()["spec"]}}}}}};
  const WorkloadPod only = OnlyPodOf(cron_job);
  EXPECT_EQ(only.template_path, "/spec/jobTemplate/spec/template");
  EXPECT_EQ(only.pod["metadata"]["generateName"], "nightly-0-");
  EXPECT_EQ(only.pod["metadata"]["namespace"], "n");
  EXPECT_EQ(only.pod["metadata"]["ownerReferences"][0]["kind"], "Job");
  EXPECT_EQ(Labels(only.pod)["job-name"], "nightly-0");
}

TEST(CronJob, TellsWhereItsTemplateIsMissing) {
  EXPECT_EQ(ProblemOf({{"apiVersion", "batch/v1"}, {"kind", "CronJob"}}),
            "spec.jobTemplate.spec.template is missing");
}

}  // namespace
}  // namespace tenure
