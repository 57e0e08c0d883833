#include <string>
#include <string_view>

#include "policies/engine/edit_metadata.h"
#include "policies/engine/edit_resources.h"
#include "policies/engine/protect/protect.h"
#include "policies/engine/right_size.h"
#include "policies/pod/names.h"

namespace tenure {
namespace {

// One resource of one container, while it is being sized.
struct Place {
  Draft& draft;
  std::size_t container;
  std::string_view resource;

  [[nodiscard]] const Container& pod_container() const {
    return draft.pod().spec.containers[container];
  }
  [[nodiscard]] const Quantity* Request() const { return pod_container().Request(resource); }
  [[nodiscard]] const Quantity* Limit() const { return pod_container().Limit(resource); }

  // What a step between the two webhooks may refuse (a LimitRange's max, a
  // quota) is said now, so that its refusal is understood.
  void Notice(std::string_view what, const Quantity& amount, std::string_view then,
              std::string_view now = {}) const {
    draft.Notice(
        {"container ", pod_container().name, ": ", resource, what, amount.Canonical(), then, now});
  }
};

void SizeRequest(const Place& place, const Quantity& amount) {
  const Quantity* was = place.Request();
  if (was != nullptr && *was < amount) {
    place.Notice(" request raised from ", *was, " to ", amount.Canonical());
  }
  SetRequest(place.draft, place.container, place.resource, amount);
}

void DropLimit(const Place& place) {
  if (place.Limit() == nullptr) return;
  place.Notice(" limit ", *place.Limit(), " removed");
  RemoveLimit(place.draft, place.container, place.resource);
}

// A limit below the request would be refused (ValidateResourceRequirements).
void SizeLimit(const Place& place, const Quantity& amount) {
  const Quantity* request = place.Request();
  const bool too_small = request != nullptr && amount < *request;
  SetLimit(place.draft, place.container, place.resource, too_small ? *request : amount);
}

// As the pod has it, and no smaller than the request has become.
void KeepLimit(const Place& place) {
  if (place.Limit() != nullptr) SizeLimit(place, *place.Limit());
}

void Apply(const Place& place, const RightSize& size) {
  if (size.request) SizeRequest(place, *size.request);
  switch (size.limit_kind) {
    case LimitSpec::Kind::kNone:
      return DropLimit(place);
    case LimitSpec::Kind::kKeep:
      return KeepLimit(place);
    case LimitSpec::Kind::kRequest:
      if (place.Request() != nullptr) SizeLimit(place, *place.Request());
      return;
    case LimitSpec::Kind::kAmounts:
      return size.limit ? SizeLimit(place, *size.limit) : KeepLimit(place);
  }
}

// Also what a LimitRange put there and we left: its own annotation is
// overwritten in the second round.
void Remember(RequestRecord& record, const Place& place, const ResourceNeed& need,
              const RightSize& size) {
  const Quantity* request = place.Request();
  if (request == nullptr || need.own_request == *request) return;
  // The pod's own wish, cut to the largest node, is still its own: the next
  // round would take a recorded one for ours, and make less of it.
  if (need.own_request && size.of_class && *size.of_class < *request) return;
  record.Add({std::string(place.pod_container().name), std::string(place.resource),
              need.expected.amount, *request});
}

void NoticeClamp(Draft& draft, std::string_view resource, const std::optional<Quantity>& from,
                 const std::optional<Quantity>& largest) {
  if (!from) return;
  draft.Notice({"the pod's ", resource, " request ", from->Canonical(),
                " is cut to the largest node's ", largest->Canonical(), ": no headroom left"});
}

}  // namespace

// Kubernetes refuses containers whose requests exceed the pod's own
// (pod-level resources, KEP-2837): who wrote those has sized the pod already.
void ProtectResources(const Care& care, Draft& draft) {
  const bool sized_as_a_whole = care.subject.pod().spec.resources.has_value();
  const PodSizes sizes = SizesFor(care.policy, care.of_class(), care.subject);
  RequestRecord record;
  for (const ContainerSize& size : sizes.containers) {
    const Place cpu{draft, size.need->index, names::kCpu};
    const Place memory{draft, size.need->index, names::kMemory};
    if (!sized_as_a_whole) {
      Apply(cpu, size.cpu);
      Apply(memory, size.memory);
    }
    record.AddContainer(cpu.pod_container().name);
    Remember(record, cpu, size.need->cpu, size.cpu);
    Remember(record, memory, size.need->memory, size.memory);
  }
  NoticeClamp(draft, names::kCpu, sizes.cpu_clamped_from, care.policy.largest_cpu);
  NoticeClamp(draft, names::kMemory, sizes.memory_clamped_from, care.policy.largest_memory);
  SetAnnotation(draft, Protection::kResources, names::kRequests, record.Text());
}

}  // namespace tenure
