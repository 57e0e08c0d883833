#include "policies/engine/edit_volumes.h"

#include <string_view>

#include "policies/engine/present.h"

namespace tenure {
namespace {

void AppendToSpec(Draft& draft, std::string_view list, bool has_list, std::string_view json) {
  draft.Record({.path = draft.texts().Join({list, "/-"}),
                .present = PresentUpTo({{"/spec", true}, {list, has_list}}),
                .now = draft.texts().Keep(json),
                .by = Protection::kCheckpoint});
}

}  // namespace

void AddVolume(Draft& draft, const Volume& volume, std::string_view json) {
  AppendToSpec(draft, "/spec/volumes", draft.received().spec.has_volumes, json);
  draft.pod().spec.has_volumes = true;
  draft.pod().spec.volumes.push_back(volume);
}

void AddInitContainer(Draft& draft, const Container& container, std::string_view json) {
  AppendToSpec(draft, "/spec/initContainers", draft.received().spec.has_init_containers, json);
  draft.pod().spec.has_init_containers = true;
  draft.pod().spec.init_containers.push_back(container);
}

void AddMount(Draft& draft, std::size_t container, const VolumeMount& mount,
              std::string_view json) {
  const std::string_view parent = draft.texts().Pointer("/spec/containers", container);
  const std::string_view list = draft.texts().Join({parent, "/volumeMounts"});
  const bool has_list = draft.received().spec.containers[container].volume_mounts.has_value();
  draft.Record({.path = draft.texts().Join({list, "/-"}),
                .present = PresentUpTo({{parent, true}, {list, has_list}}),
                .now = draft.texts().Keep(json),
                .by = Protection::kCheckpoint});
  auto& mounts = draft.pod().spec.containers[container].volume_mounts;
  if (!mounts) mounts.emplace();
  mounts->push_back(mount);
}

}  // namespace tenure
