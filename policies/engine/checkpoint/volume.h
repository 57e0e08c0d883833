#pragma once

#include <string>
#include <string_view>

#include "policies/engine/intent.h"
#include "policies/language/checkpoint.h"
#include "policies/pod/pod.h"

namespace tenure {

// Where the main container keeps its checkpoints.
struct CheckpointVolume {
  enum class State : std::uint8_t {
    kUnneeded,  // the strategy mounts nothing
    kMounted,   // a mount of the pod's own will do
    kWanted,    // the claim has to be mounted
    kMissing,   // nobody says where
    kLost,      // what is mounted there goes with the pod
  };
  State state = State::kUnneeded;
  std::string_view base;    // the mount's path
  std::string_view volume;  // the name of a volume of the pod that has the claim; else empty
  std::string_view source;  // of kLost: "emptyDir"

  [[nodiscard]] bool IsUsable() const { return state != State::kMissing && state != State::kLost; }
};

// The claim that the pod names, at a mount of its own where there is one; else
// what the pod has at the strategy's mount (a StatefulSet's claims have other
// names in each pod).
[[nodiscard]] CheckpointVolume FindCheckpointVolume(const Strategy& strategy, const Pod& pod,
                                                    const Container& container,
                                                    const Intent& intent);

// Without a slash at the end.
[[nodiscard]] std::string_view PlainPath(std::string_view path);

// Null: the container has no mount there.
[[nodiscard]] const VolumeMount* FindMount(const Container& container, std::string_view path);
// Null: the pod has no volume of that name.
[[nodiscard]] const Volume* FindVolume(const Pod& pod, std::string_view name);

}  // namespace tenure
