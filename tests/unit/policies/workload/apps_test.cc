#include <gtest/gtest.h>

#include "tests/unit/policies/workload/pods.h"

namespace tenure {
namespace {

using nlohmann::json;

json Workload(const std::string& kind) {
  return {{"apiVersion", "apps/v1"},
          {"kind", kind},
          {"metadata", {{"name", "web"}, {"namespace", "shop"}, {"uid", "u-1"}}},
          {"spec",
           {{"template",
             {{"metadata", {{"labels", {{"app", "web"}}}, {"annotations", {{"a", "b"}}}}},
              {"spec", {{"containers", json::array({{{"name", "nginx"}}})}}}}}}}};
}

TEST(Deployment, MakesPodsByAReplicaSet) {
  const WorkloadPod only = OnlyPodOf(Workload("Deployment"));
  EXPECT_EQ(only.template_path, "/spec/template");
  EXPECT_EQ(only.pod, json::parse(R"({
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {
      "generateName": "web-0000000000-",
      "namespace": "shop",
      "labels": {"app": "web", "pod-template-hash": "0000000000"},
      "annotations": {"a": "b"},
      "ownerReferences": [{
        "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-0000000000",
        "uid": "00000000-0000-0000-0000-000000000000",
        "controller": true, "blockOwnerDeletion": true
      }]
    },
    "spec": {"containers": [{"name": "nginx"}]}
  })"));
}

TEST(ReplicaSet, OwnsItsPodsByItsOwnUid) {
  const json pod = OnlyPodOf(Workload("ReplicaSet")).pod;
  EXPECT_EQ(pod["metadata"]["generateName"], "web-");
  EXPECT_EQ(pod["metadata"]["ownerReferences"][0]["kind"], "ReplicaSet");
  EXPECT_EQ(pod["metadata"]["ownerReferences"][0]["uid"], "u-1");
}

TEST(DaemonSet, OwnsItsPods) {
  const json pod = OnlyPodOf(Workload("DaemonSet")).pod;
  EXPECT_EQ(pod["metadata"]["ownerReferences"][0]["kind"], "DaemonSet");
  EXPECT_EQ(pod["metadata"]["ownerReferences"][0]["apiVersion"], "apps/v1");
}

TEST(ReplicationController, IsOfTheCoreGroup) {
  json controller = Workload("ReplicationController");
  controller["apiVersion"] = "v1";
  EXPECT_EQ(OnlyPodOf(controller).pod["metadata"]["generateName"], "web-");
}

TEST(StatefulSet, NamesItsFirstPodByItsOrdinal) {
  json set = Workload("StatefulSet");
  set["spec"]["serviceName"] = "web-headless";
  set["spec"]["ordinals"]["start"] = 5;
  const json pod = OnlyPodOf(set).pod;
  EXPECT_EQ(pod["metadata"]["name"], "web-5");
  EXPECT_EQ(pod["metadata"]["generateName"], "web-");
  EXPECT_EQ(pod["metadata"]["labels"], json({{"app", "web"},
                                             {"statefulset.kubernetes.io/pod-name", "web-5"},
                                             {"apps.kubernetes.io/pod-index", "5"},
                                             {"controller-revision-hash", "web-0000000000"}}));
  EXPECT_EQ(pod["spec"]["hostname"], "web-5");
  EXPECT_EQ(pod["spec"]["subdomain"], "web-headless");
}

TEST(StatefulSet, MountsTheClaimsOfItsTemplatesInsteadOfVolumesOfTheirName) {
  json set = Workload("StatefulSet");
  set["spec"]["volumeClaimTemplates"] = json::array({{{"metadata", {{"name", "data"}}}}});
  set["spec"]["template"]["spec"]["volumes"] =
      json::array({{{"name", "scratch"}}, {{"name", "data"}, {"emptyDir", json::object()}}});
  EXPECT_EQ(OnlyPodOf(set).pod["spec"]["volumes"], json::parse(R"([
    {"name": "data", "persistentVolumeClaim": {"claimName": "data-web-0"}},
    {"name": "scratch"}
  ])"));
}

TEST(Template, TellsWhatIsWrongWithIt) {
  json workload = Workload("Deployment");
  workload["spec"]["template"]["metadata"]["labels"] = "app";
  EXPECT_EQ(ProblemOf(workload), "spec.template.metadata.labels must be an object");
  workload["spec"]["template"] = "nginx";
  EXPECT_EQ(ProblemOf(workload), "spec.template must be an object");
  workload.erase("spec");
  EXPECT_EQ(ProblemOf(workload), "spec.template is missing");
}

TEST(Template, NameAndNamespaceOfTheTemplateDoNotCount) {
  json workload = Workload("Deployment");
  workload["spec"]["template"]["metadata"]["name"] = "mine";
  workload["spec"]["template"]["metadata"]["namespace"] = "elsewhere";
  const json metadata = OnlyPodOf(workload).pod["metadata"];
  EXPECT_FALSE(metadata.contains("name"));
  EXPECT_EQ(metadata["namespace"], "shop");
}

}  // namespace
}  // namespace tenure
