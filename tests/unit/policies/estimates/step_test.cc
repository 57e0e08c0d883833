#include "policies/estimates/step.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "policies/pod/json_document.h"
#include "policies/pod/pod_decoder.h"
#include "tests/support/files.h"

namespace tenure {
namespace {

using nlohmann::json;

std::string StepOfText(const std::string& pod_text, std::span<const StepMatcher> matchers = {}) {
  JsonDocument document;
  const auto root = document.Parse(pod_text);
  EXPECT_TRUE(root) << pod_text;
  JsonReader reader;
  const Pod pod = DecodePod(reader, *root, {});
  EXPECT_FALSE(reader.error());
  return StepOf(pod, matchers);
}

struct EnginePod {
  const char* engine;
  const char* metadata;
  const char* container;
  const char* step;
};

void PrintTo(const EnginePod& pod, std::ostream* out) { *out << pod.engine << ": " << pod.step; }

class StepOfEngine : public testing::TestWithParam<EnginePod> {};

TEST_P(StepOfEngine, IsTheSameForEveryRun) {
  const EnginePod& pod = GetParam();
  const json object = {{"metadata", json::parse(pod.metadata)},
                       {"spec", {{"containers", json::array({json::parse(pod.container)})}}}};
  EXPECT_EQ(StepOfText(object.dump()), pod.step) << pod.engine;
}

constexpr const char* kAny = R"({"name": "main", "image": "r.example/tool:1"})";

INSTANTIATE_TEST_SUITE_P(
    Pods, StepOfEngine,
    testing::Values(
        EnginePod{"Argo, retried step of a workflow with a generated name",
                  R"j({"name": "assembly-x7k2p-assemble-3184736452",
                      "labels": {"workflows.argoproj.io/workflow": "assembly-x7k2p"},
                      "annotations": {"workflows.argoproj.io/node-id": "assembly-x7k2p-3184736452",
                                      "workflows.argoproj.io/node-name": "assembly-x7k2p[0].assemble(1)"}
})j",
                  kAny, "argo:assembly/assemble"},
        EnginePod{"Argo, loop item whose text has dots and parentheses, retried",
                  R"j({"labels": {"workflows.argoproj.io/workflow": "assembly-x7k2p"},
                      "annotations": {"workflows.argoproj.io/node-name":
                          "assembly-x7k2p.per-sample(2:s3.fq (new))(0)"}
})j",
                  kAny, "argo:assembly/per-sample"},
        EnginePod{"Argo, nested templates",
                  R"j({"labels": {"workflows.argoproj.io/workflow": "mag-bcdfg"},
                      "annotations": {"workflows.argoproj.io/node-name": "mag-bcdfg.qc[1].fastp(0:a)"}
})j",
                  kAny, "argo:mag/qc/fastp"},
        EnginePod{"Argo, a workflow of one pod, by a CronWorkflow",
                  R"j({"labels": {"workflows.argoproj.io/workflow": "nightly-1763078400"},
                      "annotations": {"workflows.argoproj.io/node-name": "nightly-1763078400"}})j",
                  kAny, "argo:nightly"},
        EnginePod{"Airflow's KubernetesPodOperator",
                  R"j({"name": "assemble-8vk2x0d1",
                      "labels": {"dag_id": "metagenomics", "task_id": "assemble", "map_index": "3",
                                 "run_id": "manual__2026-11-21T0000000000-e3f1", "try_number": "2",
                                 "kubernetes_pod_operator": "True"}})j",
                  R"j({"name": "base", "image": "r.example/tool:1"})j",
                  "airflow:metagenomics/assemble"},
        EnginePod{
            "Snakemake's Kubernetes executor",
            R"j({"name": "snakejob-0a1b2c3d-mzx7c", "labels": {"job-name": "snakejob-0a1b2c3d"}})j",
            R"j({"name": "snakemake", "image": "snakemake/snakemake:v8.20",
                      "command": ["/bin/sh"],
                      "args": ["-c", "python -m snakemake --snakefile Snakefile --target-jobs 'megahit:sample=a,lane=1' --cores 8 --force"]})j",
            "snakemake:megahit"},
        EnginePod{"JobSet",
                  R"j({"labels": {"jobset.sigs.k8s.io/jobset-name": "train-x7k2p",
                                 "jobset.sigs.k8s.io/replicatedjob-name": "worker",
                                 "jobset.sigs.k8s.io/restart-attempt": "1",
                                 "batch.kubernetes.io/job-name": "train-x7k2p-worker-0"}})j",
                  kAny, "jobset:train/worker"},
        EnginePod{
            "Volcano, annotations only",
            R"j({"annotations": {"volcano.sh/job-name": "mpi", "volcano.sh/task-spec": "worker",
                                      "volcano.sh/task-index": "3"}})j",
            kAny, "volcano:mpi/worker"},
        EnginePod{"Kueue, a group of plain pods",
                  R"j({"labels": {"kueue.x-k8s.io/managed": "true",
                                 "kueue.x-k8s.io/pod-group-name": "sweep-h2xw9"}})j",
                  kAny, "kueue:sweep"},
        EnginePod{"Kueue, a Job is a Job",
                  R"j({"labels": {"kueue.x-k8s.io/podset": "main",
                                 "batch.kubernetes.io/job-name": "assembly-h2xw9"}})j",
                  kAny, "job:assembly"},
        EnginePod{"Job of a CronJob",
                  R"j({"labels": {"batch.kubernetes.io/job-name": "nightly-29384510"}})j", kAny,
                  "job:nightly"},
        EnginePod{"Job before 1.27", R"j({"labels": {"job-name": "assembly"}})j", kAny,
                  "job:assembly"},
        EnginePod{
            "Job by its owner",
            R"j({"ownerReferences": [{"apiVersion": "batch/v1", "kind": "Job", "name": "assembly",
                                           "uid": "1", "controller": true}]})j",
            kAny, "job:assembly"},
        EnginePod{"image and command", R"j({"name": "run7"})j",
                  R"j({"name": "main", "image": "quay.io:443/bio/megahit:1.2.9@sha256:aa",
                      "command": ["/usr/bin/megahit", "-1", "a.fq"]})j",
                  "image:quay.io:443/bio/megahit megahit"},
        EnginePod{"image and a shell's script", R"j({"name": "run7"})j",
                  R"j({"name": "main", "image": "r.example/bio/spades:4",
                      "command": ["bash", "-c"], "args": ["spades.py -o out"]})j",
                  "image:r.example/bio/spades spades.py"},
        EnginePod{"image alone", R"j({"name": "run7"})j", kAny, "image:r.example/tool"}));

TEST(StepOf, NamesARecordedNextflowPod) {
  const json review =
      json::parse(test::ReadFile(test::DataPath("reviews/nextflow-task.mutate.json")));
  EXPECT_EQ(StepOfText(review["request"]["object"].dump()), "nextflow:NFCORE_MAG_MAG_MEGAHIT");
}

TEST(StepOf, NamesARecordedPodOfAJob) {
  const json review =
      json::parse(test::ReadFile(test::DataPath("reviews/owned-by-job.mutate.json")));
  EXPECT_EQ(StepOfText(review["request"]["object"].dump()), "job:job");
}

TEST(StepOf, APodWithoutContainersHasNone) {
  EXPECT_EQ(StepOfText(R"({"metadata": {"name": "a"}, "spec": {"containers": []}})"), "");
}

TEST(StepOf, TheDefaultContainerIsTheMainOne) {
  const std::string pod =
      R"({"metadata": {"annotations": {"kubectl.kubernetes.io/default-container": "b"}},
    "spec": {"containers": [{"name": "a", "image": "proxy"}, {"name": "b", "image": "tool"}]}})";
  EXPECT_EQ(StepOfText(pod), "image:tool");
}

TEST(StepOf, MatchersOfTheSiteComeFirst) {
  const std::string pod = R"({"metadata": {"labels": {"job-name": "j", "example.org/task": "fold"}},
    "spec": {"containers": [{"name": "a", "image": "tool", "args": ["--stage", "align"]}]}})";
  EXPECT_EQ(
      StepOfText(pod, std::vector<StepMatcher>{{.engine = "cwl", .label = "example.org/task"}}),
      "cwl:fold");
  const std::vector<StepMatcher> by_args{
      {.engine = "own", .args = std::make_shared<re2::RE2>("--stage (\\w+)")}};
  EXPECT_EQ(StepOfText(pod, by_args), "own:align");
  EXPECT_EQ(StepOfText(pod, std::vector<StepMatcher>{{.engine = "cwl", .label = "absent"}}),
            "job:j");
}

TEST(NextflowStep, IsWhatNextflowWritesIntoTheLabel) {
  EXPECT_EQ(NextflowStep("NFCORE_MAG:MAG:MEGAHIT"), "nextflow:NFCORE_MAG_MAG_MEGAHIT");
  EXPECT_EQ(NextflowStep("a :: b"), "nextflow:a_b");
  EXPECT_EQ(NextflowStep("_x_"), "nextflow:x");
  EXPECT_EQ(NextflowStep(std::string(70, 'P')), "nextflow:" + std::string(63, 'P'));
}

}  // namespace
}  // namespace tenure
