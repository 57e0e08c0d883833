#include "policies/workload/workload.h"

#include <algorithm>
#include <array>

#include "policies/workload/controllers.h"
#include "policies/workload/json_access.h"

namespace tenure {
namespace {

using nlohmann::json;

struct Kind {
  std::string_view group;  // of apiVersion; versions come and go
  std::string_view kind;
  WorkloadPods (*pods)(const json&);
};

constexpr std::array kKinds = {
    Kind{"", "Pod", &PodItself},
    Kind{"apps", "Deployment", &PodsOfDeployment},
    Kind{"apps", "ReplicaSet", &PodsOfTemplate},
    Kind{"apps", "StatefulSet", &PodsOfStatefulSet},
    Kind{"apps", "DaemonSet", &PodsOfTemplate},
    Kind{"", "ReplicationController", &PodsOfTemplate},
    Kind{"batch", "Job", &PodsOfJob},
    Kind{"batch", "CronJob", &PodsOfCronJob},
    Kind{"jobset.x-k8s.io", "JobSet", &PodsOfJobSet},
    Kind{"argoproj.io", "Workflow", &PodsOfWorkflow},
    Kind{"argoproj.io", "WorkflowTemplate", &PodsOfWorkflow},
    Kind{"argoproj.io", "ClusterWorkflowTemplate", &PodsOfWorkflow},
    Kind{"argoproj.io", "CronWorkflow", &PodsOfCronWorkflow},
};

const Kind* FindKind(const json& object) {
  const std::string api_version = TextMember(object, "apiVersion");
  const std::size_t slash = api_version.find('/');
  const std::string group = slash == std::string::npos ? "" : api_version.substr(0, slash);
  const std::string kind = TextMember(object, "kind");
  const auto* found = std::ranges::find_if(
      kKinds, [&](const Kind& row) { return row.group == group && row.kind == kind; });
  return found == kKinds.end() ? nullptr : found;
}

}  // namespace

bool MakesPods(const json& object) { return FindKind(object) != nullptr; }

WorkloadPods PodsOf(const json& object) {
  const Kind* kind = FindKind(object);
  if (kind == nullptr) return std::vector<WorkloadPod>();
  return kind->pods(object);
}

WorkloadPods PodItself(const json& pod) { return std::vector{WorkloadPod{.pod = pod}}; }

std::string WorkloadKinds() {
  std::string kinds;
  for (const Kind& row : kKinds) {
    if (!kinds.empty()) kinds += &row == &kKinds.back() ? " and " : ", ";
    kinds += row.kind;
  }
  return kinds;
}

}  // namespace tenure
