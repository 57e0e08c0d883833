#include "policies/engine/edit_volumes.h"

#include <string_view>
#include <utility>

#include "policies/engine/present.h"
#include "policies/pod/json_pointer.h"

namespace tenure {
namespace {

constexpr std::string_view kAtEnd = "-";

void AppendToSpec(Draft& draft, std::string_view list, bool has_list, std::string json) {
  draft.Record({.path = Pointer(list, kAtEnd),
                .present = PresentUpTo({{"/spec", true}, {list, has_list}}),
                .now = std::move(json),
                .by = Protection::kCheckpoint});
}

}  // namespace

void AddVolume(Draft& draft, const Volume& volume, std::string json) {
  AppendToSpec(draft, "/spec/volumes", draft.received().spec.has_volumes, std::move(json));
  draft.pod().spec.has_volumes = true;
  draft.pod().spec.volumes.push_back(volume);
}

void AddInitContainer(Draft& draft, const Container& container, std::string json) {
  AppendToSpec(draft, "/spec/initContainers", draft.received().spec.has_init_containers,
               std::move(json));
  draft.pod().spec.has_init_containers = true;
  draft.pod().spec.init_containers.push_back(container);
}

void AddMount(Draft& draft, std::size_t container, const VolumeMount& mount, std::string json) {
  const std::string parent = Pointer("/spec/containers", container);
  const std::string list = Pointer(parent, std::string_view("volumeMounts"));
  const bool has_list = draft.received().spec.containers[container].volume_mounts.has_value();
  draft.Record({.path = Pointer(list, kAtEnd),
                .present = PresentUpTo({{parent, true}, {list, has_list}}),
                .now = std::move(json),
                .by = Protection::kCheckpoint});
  auto& mounts = draft.pod().spec.containers[container].volume_mounts;
  if (!mounts) mounts.emplace();
  mounts->push_back(mount);
}

}  // namespace tenure
