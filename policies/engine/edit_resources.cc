#include "policies/engine/edit_resources.h"

#include <optional>
#include <string_view>

#include "policies/engine/present.h"
#include "policies/pod/json_pointer.h"

namespace tenure {
namespace {

using ListMember = std::optional<ResourceList> Resources::*;

std::string_view ListName(ListMember member) {
  return member == &Resources::requests ? "requests" : "limits";
}

std::string_view EntryPointer(Draft& draft, std::size_t container, ListMember member,
                              std::string_view resource) {
  return draft.texts().Pointer("/spec/containers", container, std::string_view("resources"),
                               ListName(member), resource);
}

// How much of an entry's pointer the received pod has.
std::size_t Present(const Draft& draft, std::size_t container, ListMember member,
                    std::string_view entry) {
  const auto& received = draft.received().spec.containers[container].resources;
  const std::string_view list = PointerParent(entry);
  const std::string_view resources = PointerParent(list);
  return PresentUpTo({{PointerParent(resources), true},
                      {resources, received.has_value()},
                      {list, received && ((*received).*member)}});
}

void SetAmount(Draft& draft, std::size_t container, ListMember member, std::string_view resource,
               const Quantity& amount) {
  auto& resources = draft.pod().spec.containers[container].resources;
  if (!resources) resources.emplace();
  auto& list = (*resources).*member;
  if (!list) list.emplace();
  const Quantity* was = list->Find(resource);
  if (was != nullptr && *was == amount) return;
  Change change{.path = EntryPointer(draft, container, member, resource),
                .by = Protection::kResources};
  change.present = Present(draft, container, member, change.path);
  if (was != nullptr) {
    change.present = change.path.size();
    change.was = draft.texts().JsonString(was->Canonical());
  }
  change.now = draft.texts().JsonString(amount.Canonical());
  draft.Record(change);
  list->Set(resource, amount);
}

}  // namespace

void SetRequest(Draft& draft, std::size_t container, std::string_view resource,
                const Quantity& amount) {
  SetAmount(draft, container, &Resources::requests, resource, amount);
}

void SetLimit(Draft& draft, std::size_t container, std::string_view resource,
              const Quantity& amount) {
  SetAmount(draft, container, &Resources::limits, resource, amount);
}

void RemoveLimit(Draft& draft, std::size_t container, std::string_view resource) {
  auto& resources = draft.pod().spec.containers[container].resources;
  if (!resources || resources->Limit(resource) == nullptr) return;
  Change change{.path = EntryPointer(draft, container, &Resources::limits, resource),
                .was = draft.texts().JsonString(resources->Limit(resource)->Canonical()),
                .by = Protection::kResources};
  change.present = change.path.size();
  draft.Record(change);
  resources->limits->Erase(resource);
}

}  // namespace tenure
