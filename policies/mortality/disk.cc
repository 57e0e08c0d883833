#include "policies/mortality/killers.h"

namespace tenure::killers {
namespace {

constexpr std::string_view kStorage = "ephemeral-storage";

std::string Amount(const Quantity& quantity) { return Brief(quantity.Canonical(), 9); }

}  // namespace

// The kubelet evicts what exceeds a limit, and when the disk is full whoever
// uses more than requested; priority does not come first, and there is no
// SIGTERM (pkg/kubelet/eviction/eviction_manager.go).
Fate Disk(const Prospect& prospect) {
  const PodSpec& spec = prospect.pod().spec;
  for (const Container& container : spec.containers) {
    if (const Quantity* limit = container.Limit(kStorage)) {
      return {Guarded::kNo,
              {},
              Brief(container.name, 12) + "'s limits." + std::string(kStorage) + ' ' +
                  Amount(*limit) + " evicts it; remove it"};
    }
  }
  for (const Volume& volume : spec.volumes) {
    if (volume.size_limit) {
      return {Guarded::kNo,
              {},
              "emptyDir " + Brief(volume.name) + "'s sizeLimit " + Amount(*volume.size_limit) +
                  " evicts it; use a claim"};
    }
  }
  for (const Container& container : spec.containers) {
    if (const Quantity* request = container.Request(kStorage)) {
      return {Guarded::kPartly, "requests." + std::string(kStorage) + ' ' + Amount(*request),
              "above it, it goes first"};
    }
  }
  return {Guarded::kNo, {}, "requests.ephemeral-storage for what it writes, or claims"};
}

}  // namespace tenure::killers
