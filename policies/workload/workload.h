#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace tenure {

// A pod that a controller would create for a workload, as far as the workload
// says it: what only the cluster knows is filled with zeros (a uid that the API
// server has still to give, the hash in a ReplicaSet's name, a CronJob's time).
struct WorkloadPod {
  nlohmann::json pod;         // a v1.Pod; its namespace is the workload's, if it has one
  std::string template_path;  // JSON pointer of its template in the workload; "": the pod itself
  std::string part;           // which, where a workload makes several sorts of pods; else empty
  std::string undecidable;    // why nothing can be said about it yet, a phrase; else empty
  // How many of them there will be that nothing but a random name tells apart:
  // replicas of a Deployment, pods of a Job without indices.
  std::int64_t alike = 1;
  std::vector<std::string> caveats;  // what could not be taken into account: one phrase each
};

// Pods come from these objects: Pod, Deployment, ReplicaSet, StatefulSet,
// DaemonSet, ReplicationController, Job, CronJob, JobSet, and Argo's Workflow,
// WorkflowTemplate, ClusterWorkflowTemplate and CronWorkflow.
[[nodiscard]] bool MakesPods(const nlohmann::json& object);

// The pods that `object` would make, in the order of its templates. An error
// says what is wrong with the object: "spec.template must be an object".
// A Workflow may have no templates of its own: then there are no pods.
[[nodiscard]] tl::expected<std::vector<WorkloadPod>, std::string> PodsOf(
    const nlohmann::json& object);

// The kinds above, for messages: "Pod, Deployment, ... and CronWorkflow".
[[nodiscard]] std::string WorkloadKinds();

}  // namespace tenure
