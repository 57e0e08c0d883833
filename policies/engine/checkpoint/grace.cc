#include "policies/engine/checkpoint/grace.h"

#include <algorithm>
#include <array>
#include <limits>

#include "policies/pod/names.h"

namespace tenure {
namespace {

constexpr std::array<std::string_view, 4> kGpus = {"nvidia.com/gpu", "amd.com/gpu",
                                                   "gpu.intel.com/i915", "gpu.intel.com/xe"};

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kGi = std::int64_t{1} << 30;

// Begun ones count.
std::int64_t Gibibytes(const Quantity& memory) {
  const std::int64_t bytes = std::max<std::int64_t>(memory.Value(), 0);
  return bytes / kGi + (bytes % kGi == 0 ? 0 : 1);
}

std::int64_t SumOf(std::int64_t a, std::int64_t b) { return a > kMost - b ? kMost : a + b; }

std::int64_t WrittenGibibytes(const Strategy& strategy, const Container& container) {
  const Quantity* memory = container.Request(names::kMemory);
  return SumOf(memory == nullptr ? 0 : Gibibytes(*memory),
               Gibibytes(DeviceMemoryOf(strategy, container)));
}

}  // namespace

bool IsMigSlice(std::string_view resource) { return resource.starts_with("nvidia.com/mig-"); }

std::int64_t GpusOf(const Container& container) {
  std::int64_t gpus = 0;
  if (!container.resources || !container.resources->limits) return gpus;
  for (const NamedQuantity& limit : *container.resources->limits) {
    if (std::ranges::find(kGpus, limit.name) == kGpus.end()) continue;
    gpus = SumOf(gpus, std::max<std::int64_t>(limit.amount.Value(), 0));
  }
  return gpus;
}

Quantity DeviceMemoryOf(const Strategy& strategy, const Container& container) {
  constexpr std::int64_t kMostGpus = 1024;  // of one pod; more is somebody's joke
  Quantity total;
  if (!strategy.gpu_memory) return total;
  for (std::int64_t gpu = std::min(GpusOf(container), kMostGpus); gpu > 0; --gpu) {
    total = total + *strategy.gpu_memory;
  }
  return total;
}

std::optional<CheckpointTime> CheckpointTimeOf(const Strategy& strategy,
                                               const Container& container) {
  if (!strategy.grace_period) return std::nullopt;
  const GraceSpec& grace = *strategy.grace_period;
  if (grace.absolute) return CheckpointTime{*grace.absolute, *grace.absolute, {}};
  const Duration written = grace.per_gi * WrittenGibibytes(strategy, container);
  CheckpointTime time{.frozen = written};
  time.needed = Duration::Seconds(SumOf(written.seconds(), grace.plus.seconds()));
  time.given = grace.at_most ? std::min(time.needed, *grace.at_most) : time.needed;
  return time;
}

}  // namespace tenure
