#include <algorithm>

#include "policies/workload/controllers.h"
#include "policies/workload/json_access.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr const char* kTemplate = "/spec/template";
// Stands for the hash of a template, which only the controller knows.
constexpr std::string_view kHashToCome = "0000000000";

std::vector<WorkloadPod> One(json pod, std::int64_t alike = 1) {
  return {WorkloadPod{.pod = std::move(pod), .template_path = kTemplate, .alike = alike}};
}

std::int64_t ReplicasOf(const json& workload) { return IntegerAt(workload, "/spec/replicas", 1); }

// spec.ordinals.start, which is 0 where nobody says otherwise.
std::string FirstOrdinal(const json& set) {
  const json* start = FindAt(set, "/spec/ordinals/start");
  return start != nullptr && start->is_number_integer() ? start->dump() : "0";
}

json ClaimedVolume(const std::string& name, const std::string& pod_name) {
  return {{"name", name}, {"persistentVolumeClaim", {{"claimName", name + '-' + pod_name}}}};
}

// The volumes of spec.volumeClaimTemplates come first, and replace those of
// the template that have their name (stateful_set_utils.go, updateStorage).
json VolumesOf(const json& set, const json& template_volumes, const std::string& pod_name) {
  json volumes = json::array();
  std::vector<std::string> claimed;
  const json* claims = FindAt(set, "/spec/volumeClaimTemplates");
  for (const json& claim : claims == nullptr ? json::array() : *claims) {
    const json* metadata = FindMember(claim, "metadata");
    const std::string name = metadata == nullptr ? std::string() : TextMember(*metadata, "name");
    claimed.push_back(name);
    volumes.push_back(ClaimedVolume(name, pod_name));
  }
  for (const json& volume : template_volumes) {
    const bool replaced = std::ranges::find(claimed, TextMember(volume, "name")) != claimed.end();
    if (!replaced) volumes.push_back(volume);
  }
  return volumes;
}

}  // namespace

WorkloadPods PodsOfTemplate(const json& workload) {
  if (auto problem = TemplateProblem(workload, kTemplate)) return tl::unexpected(*problem);
  return One(PodFromTemplate(workload, kTemplate, ControllerOf(workload)), ReplicasOf(workload));
}

WorkloadPods PodsOfDeployment(const json& deployment) {
  if (auto problem = TemplateProblem(deployment, kTemplate)) return tl::unexpected(*problem);
  const Controller replica_set{"apps/v1", "ReplicaSet",
                               ControllerOf(deployment).name + '-' + std::string(kHashToCome),
                               std::string(kUidToCome)};
  json pod = PodFromTemplate(deployment, kTemplate, replica_set);
  ObjectMember(pod["metadata"], "labels")["pod-template-hash"] = kHashToCome;
  return One(std::move(pod), ReplicasOf(deployment));
}

WorkloadPods PodsOfStatefulSet(const json& set) {
  if (auto problem = TemplateProblem(set, kTemplate)) return tl::unexpected(*problem);
  const Controller controller = ControllerOf(set);
  json pod = PodFromTemplate(set, kTemplate, controller);
  const std::string name = controller.name + '-' + FirstOrdinal(set);
  pod["metadata"]["name"] = name;
  json& labels = ObjectMember(pod["metadata"], "labels");
  labels["statefulset.kubernetes.io/pod-name"] = name;
  labels["apps.kubernetes.io/pod-index"] = FirstOrdinal(set);
  labels["controller-revision-hash"] = controller.name + '-' + std::string(kHashToCome);
  json& spec = pod["spec"];
  spec["hostname"] = name;
  if (const json* service = FindAt(set, "/spec/serviceName")) spec["subdomain"] = *service;
  const json* template_volumes = FindMember(spec, "volumes");
  json volumes =
      VolumesOf(set, template_volumes == nullptr ? json::array() : *template_volumes, name);
  if (!volumes.empty()) spec["volumes"] = std::move(volumes);
  return One(std::move(pod));
}

}  // namespace tenure
