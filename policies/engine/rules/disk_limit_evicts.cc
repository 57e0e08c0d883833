#include "policies/engine/headroom.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {
namespace {

constexpr std::string_view kEphemeralStorage = "ephemeral-storage";

void ReportContainers(const Pod& pod, Report& report) {
  for (std::size_t i = 0; i < pod.spec.containers.size(); ++i) {
    const Container& container = pod.spec.containers[i];
    const Quantity* limit = container.Limit(kEphemeralStorage);
    if (limit == nullptr) continue;
    report.Add("container {}'s disk limit " + limit->Canonical() +
                   ": above it, the pod is evicted at once; make it a request",
               {container.name},
               Pointer("/spec/containers", i, std::string_view("resources"),
                       std::string_view("limits"), kEphemeralStorage));
  }
}

void ReportVolumes(const Pod& pod, Report& report) {
  for (std::size_t i = 0; i < pod.spec.volumes.size(); ++i) {
    const Volume& volume = pod.spec.volumes[i];
    if (!volume.size_limit) continue;
    report.Add(
        "emptyDir {} has sizeLimit " + volume.size_limit->Canonical() +
            ": above it, the pod is evicted at once; use a claim",
        {volume.name},
        Pointer("/spec/volumes", i, std::string_view("emptyDir"), std::string_view("sizeLimit")));
  }
}

}  // namespace

// What writes for weeks outgrows what was guessed, and the kubelet does not ask
// priority or grace period then.
void DiskLimitEvicts(const Case& about, Report& report) {
  if (about.of_class() == nullptr || !Protects(*about.of_class())) return;
  ReportContainers(about.pod, report);
  ReportVolumes(about.pod, report);
}

}  // namespace tenure::rules
