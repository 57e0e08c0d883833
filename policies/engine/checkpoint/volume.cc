#include "policies/engine/checkpoint/volume.h"

#include <algorithm>
#include <array>

namespace tenure {
namespace {

using State = CheckpointVolume::State;

// Volumes that are the node's, the pod's or read-only; what else there is
// outlives the pod.
constexpr std::array<std::string_view, 10> kLost = {
    "emptyDir", "ephemeral",   "hostPath",  "configMap", "secret",
    "csi",      "downwardAPI", "projected", "image",     "gitRepo"};

bool IsLost(const Volume& volume) { return std::ranges::find(kLost, volume.source) != kLost.end(); }

// At its root: a subPath would be made by the kubelet as root.
const VolumeMount* FindRootMount(const Container& container, std::string_view volume) {
  if (!container.volume_mounts) return nullptr;
  const auto found = std::ranges::find_if(*container.volume_mounts, [&](const VolumeMount& mount) {
    return mount.volume == volume && !mount.is_part && !mount.read_only;
  });
  return found == container.volume_mounts->end() ? nullptr : &*found;
}

CheckpointVolume ByClaim(const Strategy& strategy, const Pod& pod, const Container& container,
                         std::string_view claim) {
  CheckpointVolume wanted{.state = State::kWanted, .base = PlainPath(strategy.mount)};
  for (const Volume& volume : pod.spec.volumes) {
    if (volume.claim != claim || volume.claim_read_only) continue;
    if (const VolumeMount* mount = FindRootMount(container, volume.name)) {
      return {.state = State::kMounted, .base = PlainPath(mount->path)};
    }
    if (wanted.volume.empty()) wanted.volume = volume.name;
  }
  return wanted;
}

CheckpointVolume ByMount(const Strategy& strategy, const Pod& pod, const Container& container) {
  const std::string_view base = PlainPath(strategy.mount);
  const VolumeMount* mount = FindMount(container, base);
  if (mount == nullptr || mount->read_only) return {.state = State::kMissing, .base = base};
  const Volume* volume = FindVolume(pod, mount->volume);
  if (volume == nullptr) return {.state = State::kMissing, .base = base};
  if (IsLost(*volume)) return {.state = State::kLost, .base = base, .source = volume->source};
  return {.state = State::kMounted, .base = base};
}

}  // namespace

std::string_view PlainPath(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

const VolumeMount* FindMount(const Container& container, std::string_view path) {
  if (!container.volume_mounts) return nullptr;
  const auto found = std::ranges::find_if(*container.volume_mounts, [&](const VolumeMount& mount) {
    return PlainPath(mount.path) == PlainPath(path);
  });
  return found == container.volume_mounts->end() ? nullptr : &*found;
}

const Volume* FindVolume(const Pod& pod, std::string_view name) {
  const auto found = std::ranges::find(pod.spec.volumes, name, &Volume::name);
  return found == pod.spec.volumes.end() ? nullptr : &*found;
}

CheckpointVolume FindCheckpointVolume(const Strategy& strategy, const Pod& pod,
                                      const Container& container, const Intent& intent) {
  if (strategy.mount.empty()) return {};
  if (intent.claim) return ByClaim(strategy, pod, container, *intent.claim);
  return ByMount(strategy, pod, container);
}

}  // namespace tenure
