#include "policies/engine/edit_resources.h"

#include <optional>
#include <string>
#include <utility>

#include "policies/pod/json_pointer.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

using ListMember = std::optional<ResourceList> Resources::*;

std::string ListPointer(std::size_t container, ListMember member) {
  return Pointer("/spec/containers", container, std::string_view("resources"),
                 std::string_view(member == &Resources::requests ? "requests" : "limits"));
}

// How much of the pointer of an entry the received pod has.
std::size_t Present(const Draft& draft, std::size_t container, ListMember member,
                    const std::string& list, const std::string& entry, bool had_entry) {
  const auto& resources = draft.received().spec.containers[container].resources;
  if (!resources) return Pointer("/spec/containers", container).size();
  if (!((*resources).*member)) return list.rfind('/');
  return had_entry ? entry.size() : list.size();
}

void SetAmount(Draft& draft, std::size_t container, ListMember member, std::string_view resource,
               const Quantity& amount) {
  auto& resources = draft.pod().spec.containers[container].resources;
  if (!resources) resources.emplace();
  auto& list = (*resources).*member;
  if (!list) list.emplace();
  const Quantity* was = list->Find(resource);
  if (was != nullptr && *was == amount) return;
  const std::string parent = ListPointer(container, member);
  Change change{.path = Pointer(parent, resource), .by = Protection::kResources};
  change.present = Present(draft, container, member, parent, change.path, was != nullptr);
  if (was != nullptr) change.was = JsonString(was->Canonical());
  change.now = JsonString(amount.Canonical());
  draft.Record(std::move(change));
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
  Change change{.path = Pointer(ListPointer(container, &Resources::limits), resource),
                .was = JsonString(resources->Limit(resource)->Canonical()),
                .by = Protection::kResources};
  change.present = change.path.size();
  draft.Record(std::move(change));
  resources->limits->Erase(resource);
}

}  // namespace tenure
