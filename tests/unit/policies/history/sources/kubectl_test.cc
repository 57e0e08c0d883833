// What kubectl get … -o json prints: pods and Argo's workflows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "policies/history/sources/argo_workflows.h"
#include "policies/history/sources/json_items.h"
#include "policies/history/sources/kubectl_pods.h"
#include "tests/unit/policies/history/sources/read_text.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

test::ReadText ReadPods(const std::string& text, std::size_t block = 1 << 20) {
  return test::Read(
      [](ByteSource& source, Import& import) { return ReadKubectlPods(source, {}, import); }, text,
      block);
}

json PodOf(const std::string& phase) {
  return json::parse(R"({
    "apiVersion": "v1", "kind": "Pod",
    "metadata": {"name": "assembly-x7k2p", "namespace": "science", "uid": "u-1",
                 "labels": {"batch.kubernetes.io/job-name": "assembly"}},
    "spec": {"restartPolicy": "Never", "activeDeadlineSeconds": 86400,
             "containers": [{"name": "main", "image": "r.example/a:1",
                             "resources": {"requests": {"cpu": "1500m", "memory": "1Gi"}}}]},
    "status": {"phase": ")" +
                     phase + R"(", "startTime": "2026-11-01T10:00:00Z",
      "conditions": [{"type": "DisruptionTarget", "status": "True", "reason": "EvictionByEvictionAPI",
                      "lastTransitionTime": "2026-11-01T10:30:00Z"}],
      "containerStatuses": [{"name": "main", "state": {"terminated": {
        "exitCode": 0, "reason": "Completed",
        "startedAt": "2026-11-01T10:00:05Z", "finishedAt": "2026-11-01T12:00:05Z"}}}]}})");
}

std::string ListOf(const std::vector<json>& items) {
  return json{{"apiVersion", "v1"},
              {"items", items},
              {"kind", "List"},
              {"metadata", {{"resourceVersion", ""}, {"nested", {{"a", json::array({1})}}}}}}
      .dump(4);
}

TEST(KubectlPods, TeachRuntimesOfWhatIsOver) {
  const auto read = ReadPods(ListOf({PodOf("Succeeded")}));
  ASSERT_EQ(read.runs.size(), 1U) << read.error;
  const auto& [step, image, run] = read.runs.front();
  EXPECT_EQ(step, "job:assembly");
  EXPECT_EQ(image, "r.example/a:1");
  EXPECT_TRUE(run.finished);
  EXPECT_DOUBLE_EQ(run.runtime, 7200);
  EXPECT_DOUBLE_EQ(*run.requested_cpu, 1.5);
  EXPECT_DOUBLE_EQ(*run.requested_memory, 1 << 30);
  EXPECT_DOUBLE_EQ(*run.requested_runtime, 86'400);
}

TEST(KubectlPods, AnEvictedPodIsALowerBound) {
  json pod = PodOf("Failed");
  pod["status"].erase("containerStatuses");
  const auto read = ReadPods(ListOf({pod}));
  ASSERT_EQ(read.runs.size(), 1U);
  EXPECT_FALSE(read.runs[0].run.finished);
  EXPECT_DOUBLE_EQ(read.runs[0].run.runtime, 1800);
}

TEST(KubectlPods, ServicesAndWhatStillRunsDoNotTeach) {
  json service = PodOf("Succeeded");
  service["spec"]["restartPolicy"] = "Always";
  const auto read = ReadPods(ListOf({service, PodOf("Running"), PodOf("Pending")}));
  EXPECT_TRUE(read.runs.empty());
  EXPECT_EQ(read.long_lived, 1);
  EXPECT_EQ(read.unfinished, 2);
}

TEST(KubectlPods, BadOnesAreToldWithTheirLine) {
  json backwards = PodOf("Succeeded");
  backwards["status"]["containerStatuses"][0]["state"]["terminated"]["finishedAt"] =
      "2026-10-01T12:00:05Z";
  json node = {{"kind", "Node"}};
  json odd = PodOf("Succeeded");
  odd["spec"]["containers"] = 3;
  const auto read = ReadPods(ListOf({backwards, node, odd}));
  EXPECT_THAT(read.problems,
              ElementsAre(HasSubstr("ends before it starts"),
                          HasSubstr("is no Pod: kind is \"Node\""), HasSubstr("must be an array")));
}

TEST(JsonItems, SplitsWhereverTheBlocksEnd) {
  const std::string text = ListOf({{{"a", "} \" ] \\"}},
                                   {{"b", {{"items", json::array({json::object()})}}}},
                                   json::object()}) +
                           "\n{\"kind\": \"Pod\", \"x\": {\"items\": [{}]}}\n";
  for (const std::size_t block : {1U, 3U, 1000U}) {
    std::vector<json> seen;
    test::TextSource source(text, block);
    const auto read = JsonItems([&](std::string_view object, std::size_t) {
                        seen.push_back(json::parse(object));
                      }).Read(source);
    ASSERT_TRUE(read) << read.error();
    ASSERT_EQ(seen.size(), 4U) << block;
    EXPECT_EQ(seen[0]["a"], "} \" ] \\");
    EXPECT_TRUE(seen[2].empty());
    EXPECT_EQ(seen[3]["kind"], "Pod");
  }
}

TEST(JsonItems, SaysWhatIsNoJsonAndWhere) {
  const std::string cut = ListOf({PodOf("Succeeded"), PodOf("Succeeded")});
  EXPECT_THAT(ReadPods("").error, HasSubstr("is empty"));
  EXPECT_THAT(ReadPods("NAME  READY\nassembly 1/1\n").error,
              HasSubstr("text:1: is not JSON objects"));
  EXPECT_THAT(ReadPods(cut.substr(0, cut.size() - 400)).error, HasSubstr("ends in the middle"));
  EXPECT_THAT(ReadPods("{\"a\": \"" + std::string(9 << 20, 'x') + "\"}").error,
              HasSubstr("more than 8 MiB"));
  EXPECT_THAT(ReadPods("{\"a\": }").problems, ElementsAre(HasSubstr("text:1: is not JSON")));
  EXPECT_THAT(ReadPods(std::string(1 << 16, '{')).error, HasSubstr("ends in the middle"));
}

test::ReadText ReadArgo(const std::string& text) { return test::Read(&ReadArgoWorkflows, text); }

json WorkflowOf() {
  return json::parse(R"j({
    "apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow",
    "metadata": {"name": "assembly-x7k2p", "uid": "w-1"},
    "status": {"phase": "Succeeded", "nodes": {
      "assembly-x7k2p": {"type": "Steps", "name": "assembly-x7k2p", "phase": "Succeeded",
        "startedAt": "2026-11-01T10:00:00Z", "finishedAt": "2026-11-02T10:00:00Z"},
      "assembly-x7k2p-1": {"type": "Pod", "name": "assembly-x7k2p[0].assemble(0)", "templateName": "megahit",
        "phase": "Failed", "startedAt": "2026-11-01T10:00:00Z", "finishedAt": "2026-11-01T11:00:00Z"},
      "assembly-x7k2p-2": {"type": "Pod", "name": "assembly-x7k2p[0].assemble(1)", "templateName": "megahit",
        "phase": "Succeeded", "startedAt": "2026-11-01T11:00:00Z", "finishedAt": "2026-11-02T10:00:00Z"},
      "assembly-x7k2p-3": {"type": "Pod", "name": "assembly-x7k2p[1].report", "phase": "Running",
        "startedAt": "2026-11-02T10:00:00Z", "finishedAt": null},
      "assembly-x7k2p-4": {"type": "Retry", "name": "assembly-x7k2p[0].assemble", "phase": "Succeeded"}}}})j");
}

TEST(ArgoWorkflows, TeachThePodsAmongTheirNodes) {
  const auto read = ReadArgo(ListOf({WorkflowOf()}));
  ASSERT_EQ(read.runs.size(), 2U) << read.error;
  for (const auto& run : read.runs) EXPECT_EQ(run.step, "argo:assembly/assemble");
  EXPECT_FALSE(read.runs[0].run.finished);
  EXPECT_TRUE(read.runs[1].run.finished);
  EXPECT_DOUBLE_EQ(read.runs[1].run.runtime, 82'800);
  EXPECT_EQ(read.unfinished, 1);
}

TEST(ArgoWorkflows, NodesThatAreElsewhereAreTold) {
  json workflow = WorkflowOf();
  workflow["status"] = {{"compressedNodes", "H4sIAAAA"}};
  EXPECT_THAT(ReadArgo(workflow.dump()).problems,
              ElementsAre(HasSubstr("has its nodes elsewhere")));
  EXPECT_THAT(ReadArgo(R"({"kind": "Pod"})").problems, ElementsAre(HasSubstr("is no Workflow")));
}

}  // namespace
}  // namespace tenure
