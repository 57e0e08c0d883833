#pragma once

#include <optional>

#include "policies/language/checkpoint.h"
#include "policies/pod/duration.h"
#include "policies/pod/pod.h"

namespace tenure {

// How long a strategy's last checkpoint may take.
struct CheckpointTime {
  Duration needed = Duration::Seconds(0);
  Duration given = Duration::Seconds(0);  // less where the policy has a cap
  // Of what is needed, that in which the program stands still: what has to be
  // written, by memory.
  Duration frozen = Duration::Seconds(0);
};

// By the container's requested memory, and that of its GPUs. Null: the
// strategy asks for none.
[[nodiscard]] std::optional<CheckpointTime> CheckpointTimeOf(const Strategy& strategy,
                                                             const Container& container);

// How many GPUs of any maker the container has; MIG slices are none.
[[nodiscard]] std::int64_t GpusOf(const Container& container);

// What is on the container's GPUs, all together: a checkpoint copies it into the
// container's own memory first. Zero where the strategy cannot save them.
[[nodiscard]] Quantity DeviceMemoryOf(const Strategy& strategy, const Container& container);

// Whether a resource is a part of a GPU: nvidia.com/mig-1g.10gb.
[[nodiscard]] bool IsMigSlice(std::string_view resource);

}  // namespace tenure
