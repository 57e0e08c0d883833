#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "policies/workload/pod_template.h"
#include "policies/workload/workload.h"

namespace tenure {

// One function for each kind of workload: the pods that its controller makes.
using WorkloadPods = tl::expected<std::vector<WorkloadPod>, std::string>;

[[nodiscard]] WorkloadPods PodItself(const nlohmann::json& pod);

// ReplicaSet, ReplicationController, DaemonSet: the template as it is.
[[nodiscard]] WorkloadPods PodsOfTemplate(const nlohmann::json& workload);
[[nodiscard]] WorkloadPods PodsOfDeployment(const nlohmann::json& deployment);
[[nodiscard]] WorkloadPods PodsOfStatefulSet(const nlohmann::json& set);

[[nodiscard]] WorkloadPods PodsOfJob(const nlohmann::json& job);
[[nodiscard]] WorkloadPods PodsOfCronJob(const nlohmann::json& cron_job);
[[nodiscard]] WorkloadPods PodsOfJobSet(const nlohmann::json& job_set);

// Argo's Workflow, WorkflowTemplate and ClusterWorkflowTemplate.
[[nodiscard]] WorkloadPods PodsOfWorkflow(const nlohmann::json& workflow);
[[nodiscard]] WorkloadPods PodsOfCronWorkflow(const nlohmann::json& cron_workflow);

// The pod that `job` makes from the Job spec at `spec_path` in `workload`; the
// other kinds of workload make Jobs too.
[[nodiscard]] tl::expected<nlohmann::json, std::string> PodOfJobSpec(const nlohmann::json& workload,
                                                                     const std::string& spec_path,
                                                                     const Controller& job);

}  // namespace tenure
