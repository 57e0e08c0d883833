#include <gtest/gtest.h>

#include <fstream>

#include "tests/unit/policies/workload/pods.h"

// What a real API server (v1.36.3) asked about pods of real controllers, and
// what is made of the same workloads here.

namespace tenure {
namespace {

using nlohmann::json;

json RecordedPod(const std::string& name) {
  std::ifstream file(std::string(TENURE_TEST_DATA "/reviews/") + name + ".mutate.json");
  return json::parse(file)["request"]["object"];
}

json Template(const json& pod) {
  return {{"metadata",
           {{"labels", {{"app", pod["metadata"]["labels"]["app"]}}},
            {"annotations", pod["metadata"]["annotations"]}}},
          {"spec", {{"containers", json::array()}}}};
}

json Workload(const std::string& api_version, const std::string& kind, const std::string& name,
              const json& pod) {
  return {{"apiVersion", api_version},
          {"kind", kind},
          {"metadata",
           {{"name", name},
            {"namespace", pod["metadata"]["namespace"]},
            {"uid", pod["metadata"]["ownerReferences"][0]["uid"]}}},
          {"spec", {{"template", Template(pod)}}}};
}

// Without what only the cluster knows.
json Comparable(json pod) {
  json metadata = std::move(pod["metadata"]);
  metadata.erase("managedFields");
  json& labels = metadata["labels"];
  if (labels.contains("controller-revision-hash")) labels["controller-revision-hash"] = "HASH";
  return metadata;
}

TEST(RecordedController, JobMakesThePodThatWasRecorded) {
  const json recorded = RecordedPod("owned-by-job");
  const json job = Workload("batch/v1", "Job", "job", recorded);
  EXPECT_EQ(Comparable(OnlyPodOf(job).pod), Comparable(recorded));
}

TEST(RecordedController, StatefulSetMakesThePodThatWasRecorded) {
  const json recorded = RecordedPod("owned-by-statefulset");
  const json set = Workload("apps/v1", "StatefulSet", "sts", recorded);
  EXPECT_EQ(Comparable(OnlyPodOf(set).pod), Comparable(recorded));
}

TEST(RecordedController, DaemonSetMakesThePodThatWasRecorded) {
  const json recorded = RecordedPod("owned-by-daemonset");
  const std::string name = recorded["metadata"]["ownerReferences"][0]["name"];
  const json set = Workload("apps/v1", "DaemonSet", name, recorded);
  json made = Comparable(OnlyPodOf(set).pod);
  json expected = Comparable(recorded);
  for (json* metadata : {&made, &expected}) {
    (*metadata)["labels"].erase("controller-revision-hash");
    (*metadata)["labels"].erase("pod-template-generation");
  }
  EXPECT_EQ(made, expected);
}

TEST(RecordedController, DeploymentMakesThePodThatWasRecordedButForItsHash) {
  const json recorded = RecordedPod("owned-by-deployment");
  const json deployment = Workload("apps/v1", "Deployment", "dep", recorded);
  std::string expected = Comparable(recorded).dump();
  const std::string hash = recorded["metadata"]["labels"]["pod-template-hash"];
  for (auto at = expected.find(hash); at != std::string::npos; at = expected.find(hash)) {
    expected.replace(at, hash.size(), "0000000000");
  }
  json made = Comparable(OnlyPodOf(deployment).pod);
  made["ownerReferences"][0]["uid"] = recorded["metadata"]["ownerReferences"][0]["uid"];
  EXPECT_EQ(made, json::parse(expected));
}

}  // namespace
}  // namespace tenure
