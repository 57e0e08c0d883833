#include "policies/pod/pod_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policies/pod/json_document.h"

namespace tenure {
namespace {

using testing::ElementsAre;

class PodDecoderTest : public testing::Test {
 protected:
  Pod Decode(std::string_view json) {
    const auto root = document_.Parse(json);
    EXPECT_TRUE(root.has_value());
    reader_ = JsonReader();
    return DecodePod(reader_, *root, {});
  }
  std::string Error() { return reader_.error() ? reader_.error()->Text() : ""; }

  JsonDocument document_;
  JsonReader reader_;
};

TEST_F(PodDecoderTest, ReadsWhatDecisionsNeed) {
  const Pod pod = Decode(R"({
    "metadata": {
      "generateName": "a-", "namespace": "science",
      "labels": {"app": "x"}, "annotations": {"k": "v"},
      "ownerReferences": [{"apiVersion": "batch/v1", "kind": "Job", "name": "a", "uid": "u",
                           "controller": true}]},
    "spec": {
      "containers": [{"name": "main", "image": "i", "command": ["c"], "args": ["x", "y"],
        "resources": {"requests": {"cpu": "1500m", "memory": "64Gi"}, "limits": {"cpu": "2"}}}],
      "initContainers": [{"name": "proxy", "restartPolicy": "Always"}],
      "tolerations": [{"key": "k", "operator": "Exists", "effect": "NoExecute",
                       "tolerationSeconds": 300}],
      "priorityClassName": "p", "priority": 5, "preemptionPolicy": "Never",
      "restartPolicy": "Never", "nodeName": "n", "os": {"name": "linux"},
      "activeDeadlineSeconds": 60, "terminationGracePeriodSeconds": 30}})");
  EXPECT_EQ(Error(), "");
  EXPECT_EQ(pod.metadata.generate_name, "a-");
  EXPECT_EQ(pod.metadata.Label("app"), "x");
  EXPECT_EQ(pod.metadata.Annotation("k"), "v");
  EXPECT_EQ(pod.metadata.Controller()->kind, "Job");
  const Container& main = pod.spec.containers.at(0);
  EXPECT_THAT(main.args, ElementsAre("x", "y"));
  EXPECT_EQ(main.Request("memory")->Canonical(), "64Gi");
  EXPECT_EQ(main.Limit("cpu")->Canonical(), "2");
  EXPECT_EQ(main.Limit("memory"), nullptr);
  EXPECT_TRUE(pod.spec.init_containers.at(0).IsSidecar());
  EXPECT_EQ(pod.spec.tolerations->at(0).seconds, 300);
  EXPECT_EQ(pod.spec.priority, 5);
  EXPECT_EQ(pod.spec.active_deadline_seconds, 60);
}

TEST_F(PodDecoderTest, ReadsWhatMayEndAContainer) {
  const Pod pod = Decode(R"({"spec": {
    "containers": [{"name": "main", "imagePullPolicy": "Always",
                    "livenessProbe": {"periodSeconds": 60, "failureThreshold": 5},
                    "startupProbe": {"exec": {}}}],
    "volumes": [{"name": "scratch", "emptyDir": {"sizeLimit": "10Gi"}},
                {"name": "tmp", "emptyDir": {"medium": "Memory", "sizeLimit": "1Gi"}},
                {"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]}})");
  EXPECT_EQ(Error(), "");
  const Container& main = pod.spec.containers.at(0);
  EXPECT_EQ(main.image_pull_policy, "Always");
  EXPECT_EQ(main.liveness_probe->period_seconds, 60);
  EXPECT_EQ(main.liveness_probe->failure_threshold, 5);
  EXPECT_EQ(main.startup_probe->period_seconds, 10) << "the API server's default";
  EXPECT_EQ(main.startup_probe->failure_threshold, 3);
  ASSERT_EQ(pod.spec.volumes.size(), 3U);
  EXPECT_EQ(pod.spec.volumes[0].size_limit->Canonical(), "10Gi");
  EXPECT_TRUE(pod.spec.volumes[1].is_empty_dir);
  EXPECT_FALSE(pod.spec.volumes[1].size_limit.has_value()) << "of a disk only";
  EXPECT_FALSE(pod.spec.volumes[2].is_empty_dir);
}

TEST_F(PodDecoderTest, ReadsNullAsAbsent) {
  const Pod pod = Decode(R"({
    "metadata": {"labels": null, "annotations": {}, "creationTimestamp": null,
                 "deletionTimestamp": null},
    "spec": {"containers": [{"name": "a", "resources": null}], "priority": null,
             "tolerations": null, "affinity": null, "restoreFrom": null}})");
  EXPECT_EQ(Error(), "");
  EXPECT_FALSE(pod.metadata.labels.has_value());
  EXPECT_TRUE(pod.metadata.annotations.has_value());
  EXPECT_FALSE(pod.metadata.being_deleted);
  EXPECT_FALSE(pod.spec.containers[0].resources.has_value());
  EXPECT_FALSE(pod.spec.priority.has_value());
  EXPECT_FALSE(pod.spec.tolerations.has_value());
  EXPECT_FALSE(pod.spec.affinity.has_value());
  EXPECT_FALSE(pod.spec.restores_checkpoint);
}

TEST_F(PodDecoderTest, ReadsAffinity) {
  const Pod pod = Decode(R"({"spec": {"affinity": {
    "nodeAffinity": {
      "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
        {"matchExpressions": [{"key": "zone", "operator": "In", "values": ["a", "b"]}]},
        {}, {"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n"]}]}]},
      "preferredDuringSchedulingIgnoredDuringExecution": [
        {"weight": 7, "preference": {"matchExpressions": [{"key": "k", "operator": "Exists"}]}}]},
    "podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
      {"labelSelector": {"matchLabels": {"a": "b"}}, "topologyKey": "t", "namespaceSelector": {}}]}
  }}})");
  EXPECT_EQ(Error(), "");
  const auto& terms = *pod.spec.affinity->node->required;
  ASSERT_EQ(terms.size(), 3U);
  EXPECT_THAT(terms[0].match_expressions->at(0).values, ElementsAre("a", "b"));
  EXPECT_TRUE(terms[1].MatchesNothing());
  EXPECT_FALSE(terms[2].MatchesNothing());
  EXPECT_EQ(pod.spec.affinity->node->preferred->at(0).weight, 7);
  const PodAffinityTerm& apart = pod.spec.affinity->pod_anti->required->at(0);
  EXPECT_EQ(apart.label_selector->match_labels.Find("a"), "b");
  EXPECT_TRUE(apart.namespace_selector.has_value());
}

TEST_F(PodDecoderTest, TellsWhereSomethingIsWrong) {
  (void)Decode(R"({"spec": {"containers": [{"resources": {"requests": {"memory": "8GB"}}}]}})");
  EXPECT_THAT(Error(),
              testing::StartsWith("/spec/containers/0/resources/requests/memory: \"8GB\""));
  (void)Decode(R"({"spec": {"tolerations": [{"tolerationSeconds": "300"}]}})");
  EXPECT_EQ(Error(), "/spec/tolerations/0/tolerationSeconds: must be an integer, not a string");
  (void)Decode(R"({"metadata": {"annotations": {"tenure.dev/class": true}}})");
  EXPECT_EQ(Error(), "/metadata/annotations/tenure.dev~1class: must be a string, not a boolean");
}

TEST_F(PodDecoderTest, TakesANumberForAnAmount) {
  const Pod pod =
      Decode(R"({"spec": {"containers": [{"resources": {"requests": {"cpu": 0.5}}}]}})");
  EXPECT_EQ(Error(), "");
  EXPECT_EQ(pod.spec.containers[0].Request("cpu")->Canonical(), "500m");
}

TEST_F(PodDecoderTest, TakesTheLastOfTwoKeys) {
  const Pod pod = Decode(R"({"spec": {"containers": [{"name": "a"}], "containers": []}})");
  EXPECT_TRUE(pod.spec.containers.empty());
}

}  // namespace
}  // namespace tenure
