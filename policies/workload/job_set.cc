#include "policies/workload/controllers.h"
#include "policies/workload/json_access.h"

namespace tenure {
namespace {

using nlohmann::json;

// jobset_controller.go, labelAndAnnotateObject: the same as labels and as annotations. Those
// that count over the whole set are left out.
void MarkWithJobSet(json& pod, const std::string& job_set, const std::string& replicated_job) {
  for (const char* where : {"labels", "annotations"}) {
    json& marks = ObjectMember(pod["metadata"], where);
    marks["jobset.sigs.k8s.io/jobset-name"] = job_set;
    marks["jobset.sigs.k8s.io/replicatedjob-name"] = replicated_job;
    marks["jobset.sigs.k8s.io/job-index"] = "0";
    marks["jobset.sigs.k8s.io/restart-attempt"] = "0";
  }
}

// JobSet's own webhook completes the Jobs' specs: indexed, and restarted on failure.
void Default(json& job_spec) {
  if (!job_spec.is_object()) return;
  if (FindMember(job_spec, "completionMode") == nullptr) job_spec["completionMode"] = "Indexed";
  const json::json_pointer pod_spec("/template/spec");
  if (!job_spec.contains(pod_spec) || !job_spec[pod_spec].is_object()) return;
  json& restart_policy = job_spec[pod_spec]["restartPolicy"];
  if (restart_policy.is_null()) restart_policy = "OnFailure";
}

tl::expected<WorkloadPod, std::string> PodOfReplicatedJob(json& job_set, std::size_t index) {
  const std::string path = "/spec/replicatedJobs/" + std::to_string(index);
  const std::string name = TextMember(job_set[json::json_pointer(path)], "name");
  const std::string spec_path = path + "/template/spec";
  if (FindAt(job_set, spec_path) != nullptr) Default(job_set[json::json_pointer(spec_path)]);

  const std::string set_name = ControllerOf(job_set).name;
  const Controller job{"batch/v1", "Job", set_name + '-' + name + "-0", std::string(kUidToCome)};
  tl::expected<json, std::string> pod = PodOfJobSpec(job_set, spec_path, job);
  if (!pod) return tl::unexpected(pod.error());
  MarkWithJobSet(*pod, set_name, name);
  return WorkloadPod{
      .pod = std::move(*pod), .template_path = spec_path + "/template", .part = name};
}

}  // namespace

WorkloadPods PodsOfJobSet(const json& job_set) {
  const json* replicated_jobs = FindAt(job_set, "/spec/replicatedJobs");
  if (replicated_jobs == nullptr)
    return tl::unexpected(std::string("spec.replicatedJobs is missing"));
  if (!replicated_jobs->is_array()) {
    return tl::unexpected(std::string("spec.replicatedJobs must be an array"));
  }
  json completed = job_set;
  std::vector<WorkloadPod> pods;
  for (std::size_t i = 0; i < replicated_jobs->size(); ++i) {
    tl::expected<WorkloadPod, std::string> pod = PodOfReplicatedJob(completed, i);
    if (!pod) return tl::unexpected(pod.error());
    pods.push_back(std::move(*pod));
  }
  return pods;
}

}  // namespace tenure
