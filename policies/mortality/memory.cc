#include <algorithm>
#include <array>

#include "policies/mortality/killers.h"
#include "policies/pod/names.h"

namespace tenure::killers {
namespace {

std::string Amount(const Quantity& quantity) { return Brief(quantity.Canonical(), 12); }

std::string Request(const Quantity& memory) { return "requests.memory " + Amount(memory); }

// pkg/apis/core/v1/helper/qos: limits equal requests, for cpu and memory, in each container.
bool IsGuaranteed(const Container& container) {
  return std::ranges::all_of(std::array{names::kCpu, names::kMemory}, [&](std::string_view name) {
    const Quantity* request = container.Request(name);
    const Quantity* limit = container.Limit(name);
    return limit != nullptr && (request == nullptr || *request == *limit);
  });
}

Fate KilledAbove(const std::string& whose, const Quantity& limit) {
  return {Guarded::kNo, {}, whose + "limits.memory " + Amount(limit) + " kills it; remove it"};
}

}  // namespace

// The kernel, in the container's cgroup: no SIGTERM.
Fate MemoryLimit(const Prospect& prospect) {
  const auto& whole = prospect.pod().spec.resources;
  if (const Quantity* limit = whole ? whole->Limit(names::kMemory) : nullptr) {
    return KilledAbove("the pod's ", *limit);
  }
  for (const Container& container : prospect.pod().spec.containers) {
    if (const Quantity* limit = container.Limit(names::kMemory)) {
      return KilledAbove(Brief(container.name) + "'s ", *limit);
    }
  }
  return {Guarded::kYes, "no limits.memory", {}};
}

// The kubelet, when memory runs low: first those above their requests, then by
// priority, then by how far above (pkg/kubelet/eviction/helpers.go,
// rankMemoryPressure). No SIGTERM at the hard threshold, no budgets.
Fate NodePressure(const Prospect& prospect) {
  const auto request = RequestedMemory(prospect.pod());
  if (!request) return {Guarded::kNo, {}, "no memory request: it goes first; request its peak"};
  const auto expected = ExpectedMemory(prospect.subject);
  if (!expected) return {Guarded::kPartly, Request(*request), "above it, it goes first"};
  if (*request < *expected) {
    return {Guarded::kNo,
            {},
            Request(*request) + " below its " + Amount(*expected) + ": it goes first"};
  }
  if (*request == *expected) {
    return {Guarded::kPartly, Request(*request), "no headroom: above it, it goes first"};
  }
  return {Guarded::kPartly, Request(*request) + " for " + Amount(*expected),
          "above it, it goes first"};
}

// The kernel, when the node has no memory left: by oom_score_adj, which a
// request lowers (pkg/kubelet/qos/policy.go).
Fate NodeOom(const Prospect& prospect) {
  if (std::ranges::all_of(prospect.pod().spec.containers, IsGuaranteed)) {
    return {Guarded::kPartly, "QoS Guaranteed", "oom_score_adj -997: among the last"};
  }
  const auto request = RequestedMemory(prospect.pod());
  if (!request) return {Guarded::kNo, {}, "no memory request: it goes first; request its peak"};
  return {Guarded::kPartly, Request(*request), "the more, the later (oom_score_adj)"};
}

}  // namespace tenure::killers
