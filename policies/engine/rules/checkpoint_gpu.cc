#include <algorithm>

#include "policies/engine/checkpoint/grace.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"

namespace tenure::rules {
namespace {

const NamedQuantity* FindMigSlice(const Container& container) {
  if (!container.resources || !container.resources->limits) return nullptr;
  const auto& limits = *container.resources->limits;
  const auto found = std::ranges::find_if(
      limits, [](const NamedQuantity& limit) { return IsMigSlice(limit.name); });
  return found == limits.end() ? nullptr : &*found;
}

// By the request that the container has been given by now. That it is enough for
// the program too is the user's to know.
void CheckMemory(const Case& about, const Strategy& strategy, Report& report) {
  const Container& main = about.pod.spec.containers[about.subject.main];
  const Quantity on_devices = DeviceMemoryOf(strategy, main);
  const Quantity* request = main.Request(names::kMemory);
  if (on_devices == Quantity() || (request != nullptr && *request > on_devices)) return;
  report.Add("a checkpoint copies {} of GPU memory into the container's {}; request more memory",
             {on_devices.Canonical(), request == nullptr ? "0" : request->Canonical()},
             Pointer("/spec/containers", about.subject.main, std::string_view("resources"),
                     std::string_view("requests")),
             Level::kWarn);
}

}  // namespace

// What is on a GPU is not in the process: it takes a plugin, whole devices and
// their memory once more in the container's.
void CheckpointGpu(const Case& about, Report& report) {
  const Strategy* strategy = about.checkpoint.strategy;
  if (strategy == nullptr || !strategy->SavesProcesses()) return;
  const Container& main = about.subject.main_container();
  const std::string path = Pointer("/spec/containers", about.subject.main,
                                   std::string_view("resources"), std::string_view("limits"));
  if (const NamedQuantity* slice = FindMigSlice(main)) {
    report.Add("{} is a slice of a GPU, which cannot be saved; ask for whole GPUs, or use native",
               {slice->name}, path);
  } else if (GpusOf(main) > 0 && !strategy->gpu_memory) {
    report.Add("strategy {} does not save GPUs: the checkpoint would be worthless; use native",
               {strategy->name}, path);
  } else {
    CheckMemory(about, *strategy, report);
  }
}

}  // namespace tenure::rules
