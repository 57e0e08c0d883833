#include <algorithm>

#include "policies/workload/controllers.h"
#include "policies/workload/json_access.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr const char* kCompletionIndex = "batch.kubernetes.io/job-completion-index";
constexpr const char* kFailureCount = "batch.kubernetes.io/job-index-failure-count";

// pkg/registry/batch/job/strategy.go, generateSelector: put into the template when the Job is
// created. A template that has them already comes from the cluster, and keeps them.
void AddJobLabels(json& labels, const Controller& job) {
  for (const char* key : {"batch.kubernetes.io/controller-uid", "controller-uid"}) {
    if (!labels.contains(key)) labels[key] = job.uid;
  }
  for (const char* key : {"batch.kubernetes.io/job-name", "job-name"}) {
    if (!labels.contains(key)) labels[key] = job.name;
  }
}

// The first pod of an indexed Job (pkg/controller/job/job_controller.go, manageJob).
void GiveFirstIndex(json& pod, const json& job_spec, const Controller& job) {
  json& metadata = pod["metadata"];
  metadata["generateName"] = job.name + "-0-";
  ObjectMember(metadata, "labels")[kCompletionIndex] = "0";
  json& annotations = ObjectMember(metadata, "annotations");
  annotations[kCompletionIndex] = "0";
  if (FindMember(job_spec, "backoffLimitPerIndex") != nullptr) annotations[kFailureCount] = "0";
  pod["spec"]["hostname"] = job.name + "-0";
}

// Those of an indexed Job have an index each.
std::int64_t AlikeOf(const json& job_spec) {
  if (TextMember(job_spec, "completionMode") == "Indexed") return 1;
  return std::max(IntegerAt(job_spec, "/parallelism", 1), IntegerAt(job_spec, "/completions", 1));
}

WorkloadPods One(const json& workload, const std::string& spec_path, const Controller& job) {
  tl::expected<json, std::string> pod = PodOfJobSpec(workload, spec_path, job);
  if (!pod) return tl::unexpected(pod.error());
  return std::vector{WorkloadPod{.pod = std::move(*pod),
                                 .template_path = spec_path + "/template",
                                 .alike = AlikeOf(*FindAt(workload, spec_path))}};
}

}  // namespace

tl::expected<json, std::string> PodOfJobSpec(const json& workload, const std::string& spec_path,
                                             const Controller& job) {
  const std::string template_path = spec_path + "/template";
  if (auto problem = TemplateProblem(workload, template_path)) return tl::unexpected(*problem);
  json pod = PodFromTemplate(workload, template_path, job);
  AddJobLabels(ObjectMember(pod["metadata"], "labels"), job);
  pod["metadata"]["finalizers"] = json::array({"batch.kubernetes.io/job-tracking"});
  const json& spec = *FindAt(workload, spec_path);
  if (TextMember(spec, "completionMode") == "Indexed") GiveFirstIndex(pod, spec, job);
  return pod;
}

WorkloadPods PodsOfJob(const json& job) { return One(job, "/spec", ControllerOf(job)); }

WorkloadPods PodsOfCronJob(const json& cron_job) {
  const Controller job{"batch/v1", "Job", ControllerOf(cron_job).name + "-0",
                       std::string(kUidToCome)};
  return One(cron_job, "/spec/jobTemplate/spec", job);
}

}  // namespace tenure
