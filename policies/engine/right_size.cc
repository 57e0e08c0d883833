#include "policies/engine/right_size.h"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "policies/pod/names.h"

namespace tenure {
namespace {

using Rounding = Quantity (Quantity::*)() const;

// One of the two resources that a policy sizes, and where each thing about it is.
struct SizedResource {
  std::string_view name;
  ResourceNeed ContainerNeed::* need;
  RightSize ContainerSize::* size;
  ResourceSpec ResourcesSpec::* spec;
  std::optional<Quantity> Policy::* largest;
  std::optional<Quantity> PodSizes::* clamped_from;
  Rounding round;  // what Kubernetes counts in: millis of a core, bytes
};

constexpr SizedResource kCpu{names::kCpu,
                             &ContainerNeed::cpu,
                             &ContainerSize::cpu,
                             &ResourcesSpec::cpu,
                             &Policy::largest_cpu,
                             &PodSizes::cpu_clamped_from,
                             &Quantity::RoundedUpToMilli};
constexpr SizedResource kMemory{names::kMemory,
                                &ContainerNeed::memory,
                                &ContainerSize::memory,
                                &ResourcesSpec::memory,
                                &Policy::largest_memory,
                                &PodSizes::memory_clamped_from,
                                &Quantity::RoundedUpToUnit};

std::optional<Quantity> Known(const Amount& amount, const Expected& expected) {
  if (const auto* fixed = std::get_if<Quantity>(&amount)) return *fixed;
  if (const auto* factor = std::get_if<Factor>(&amount)) {
    if (!expected.amount) return std::nullopt;
    return expected.amount->MultipliedBy(*factor);
  }
  if (expected.usage == nullptr) return std::nullopt;
  switch (std::get<Percentile>(amount)) {
    case Percentile::kP50:
      return expected.usage->p50;
    case Percentile::kP95:
      return expected.usage->p95;
    case Percentile::kMax:
      return expected.usage->max;
  }
  return std::nullopt;
}

std::optional<Quantity> Rounded(const std::optional<Quantity>& amount, Rounding round) {
  if (!amount) return std::nullopt;
  return ((*amount).*round)();
}

RightSize SizeOf(const ResourceSpec& spec, const ResourceNeed& need, bool has_request,
                 Rounding round) {
  RightSize size{.limit_kind = spec.limit.kind};
  if (spec.request) {
    size.of_class = Rounded(Largest(spec.request->amounts, need.expected), round);
    size.request = size.of_class;
    const bool asks_for_more = size.request && need.own_request > size.request;
    if (spec.request->at_least && asks_for_more) size.request = need.own_request;
  }
  if (spec.limit.kind == LimitSpec::Kind::kAmounts) {
    size.limit = Rounded(Largest(spec.limit.amounts, need.expected), round);
  }
  // The API server would make the limit the request (pkg/apis/core/v1/defaults.go,
  // SetDefaults_Pod), and the next round take it for the pod's own.
  if (!size.request && !has_request) size.request = size.limit;
  return size;
}

Quantity RequestOf(const Container& container, std::string_view resource) {
  const Quantity* amount = container.Request(resource);
  return amount == nullptr ? Quantity() : *amount;
}

const Quantity& Larger(const Quantity& a, const Quantity& b) { return a < b ? b : a; }

// What runs side by side, the sidecars and the containers, as it will be.
Quantity SizedRequest(const PodSizes& sizes, const PodSpec& spec, const SizedResource& resource) {
  Quantity sum;
  for (const Container& container : spec.init_containers) {
    if (container.IsSidecar()) sum = sum + RequestOf(container, resource.name);
  }
  for (std::size_t index = 0; index < spec.containers.size(); ++index) {
    const auto sized = std::ranges::find_if(
        sizes.containers, [&](const ContainerSize& size) { return size.need->index == index; });
    const bool is_sized =
        sized != sizes.containers.end() && (*sized.*resource.size).request.has_value();
    sum = sum + (is_sized ? *(*sized.*resource.size).request
                          : RequestOf(spec.containers[index], resource.name));
  }
  return sum;
}

// The headroom is what gives way when the pod would not fit on any node, and
// the main container's first: it has the most. What it is expected to need stays.
// An init container that is larger has ended by then: less of the main
// container would not make it fit.
void Clamp(PodSizes& sizes, const Policy& policy, const PodSpec& spec,
           const SizedResource& resource) {
  const auto& largest = policy.*resource.largest;
  if (!largest) return;
  const auto main = std::ranges::find_if(
      sizes.containers, [](const ContainerSize& size) { return size.need->is_main; });
  auto& request = ((*main).*resource.size).request;
  if (!request) return;
  const Quantity sum = SizedRequest(sizes, spec, resource);
  if (sum <= *largest) return;
  const auto& expected = (main->need->*resource.need).expected.amount;
  const Quantity room = *request - (sum - *largest);
  const Quantity clamped = expected ? Larger(room, *expected) : room;
  if (clamped >= *request || clamped <= Quantity()) return;
  sizes.*resource.clamped_from = sum;
  request = clamped;
}

}  // namespace

std::optional<Quantity> Largest(std::span<const Amount> amounts, const Expected& expected) {
  std::optional<Quantity> largest;
  for (const Amount& amount : amounts) {
    const auto known = Known(amount, expected);
    if (known && (!largest || *known > *largest)) largest = known;
  }
  return largest;
}

PodSizes SizesFor(const Policy& policy, const ClassPolicy& of_class, const Subject& subject) {
  PodSizes sizes;
  const PodSpec& spec = subject.pod().spec;
  for (const ContainerNeed& need : subject.needs) {
    ContainerSize container{.need = &need};
    for (const SizedResource* resource : {&kCpu, &kMemory}) {
      const bool has_request = spec.containers[need.index].Request(resource->name) != nullptr;
      container.*(resource->size) = SizeOf(of_class.resources.*(resource->spec),
                                           need.*(resource->need), has_request, resource->round);
    }
    sizes.containers.push_back(container);
  }
  Clamp(sizes, policy, spec, kCpu);
  Clamp(sizes, policy, spec, kMemory);
  return sizes;
}

}  // namespace tenure
