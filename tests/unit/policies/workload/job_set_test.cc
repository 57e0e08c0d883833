#include <gtest/gtest.h>

#include "tests/unit/policies/workload/pods.h"

namespace tenure {
namespace {

using nlohmann::json;

json JobSet() {
  return json::parse(R"({
    "apiVersion": "jobset.x-k8s.io/v1alpha2",
    "kind": "JobSet",
    "metadata": {"name": "training"},
    "spec": {"replicatedJobs": [
      {"name": "driver", "template": {"spec": {"template": {"spec": {}}}}},
      {"name": "workers", "template": {"spec": {
        "completionMode": "NonIndexed",
        "template": {"spec": {"restartPolicy": "Never"}}}}}
    ]}
  })");
}

TEST(JobSet, MakesAPodOfEachReplicatedJob) {
  const auto pods = PodsOf(JobSet());
  ASSERT_TRUE(pods) << pods.error();
  ASSERT_EQ(pods->size(), 2U);
  EXPECT_EQ((*pods)[0].part, "driver");
  EXPECT_EQ((*pods)[1].part, "workers");
  EXPECT_EQ((*pods)[1].template_path, "/spec/replicatedJobs/1/template/spec/template");
}

TEST(JobSet, CompletesItsJobsAsItsWebhookDoes) {
  const auto pods = PodsOf(JobSet());
  ASSERT_TRUE(pods) << pods.error();
  const json& driver = (*pods)[0].pod;
  EXPECT_EQ(driver["metadata"]["generateName"], "training-driver-0-0-") << "indexed by default";
  EXPECT_EQ(driver["spec"]["restartPolicy"], "OnFailure");
  const json& worker = (*pods)[1].pod;
  EXPECT_EQ(worker["metadata"]["generateName"], "training-workers-0-");
  EXPECT_EQ(worker["spec"]["restartPolicy"], "Never");
}

TEST(JobSet, MarksItsPodsByLabelsAndAnnotations) {
  const auto pods = PodsOf(JobSet());
  ASSERT_TRUE(pods) << pods.error();
  for (const char* where : {"labels", "annotations"}) {
    const json& marks = (*pods)[1].pod["metadata"][where];
    EXPECT_EQ(marks["jobset.sigs.k8s.io/jobset-name"], "training") << where;
    EXPECT_EQ(marks["jobset.sigs.k8s.io/replicatedjob-name"], "workers") << where;
    EXPECT_EQ(marks["jobset.sigs.k8s.io/restart-attempt"], "0") << where;
  }
  EXPECT_EQ((*pods)[1].pod["metadata"]["labels"]["job-name"], "training-workers-0");
}

TEST(JobSet, TellsWhatIsMissing) {
  json job_set = JobSet();
  job_set["spec"]["replicatedJobs"][1] = nullptr;
  EXPECT_EQ(ProblemOf(job_set), "spec.replicatedJobs.1.template.spec.template is missing");
  job_set["spec"]["replicatedJobs"] = 3;
  EXPECT_EQ(ProblemOf(job_set), "spec.replicatedJobs must be an array");
  job_set["spec"].clear();
  EXPECT_EQ(ProblemOf(job_set), "spec.replicatedJobs is missing");
}

}  // namespace
}  // namespace tenure
