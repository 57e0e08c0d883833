#include <algorithm>

#include "policies/engine/headroom.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"

namespace tenure::rules {
namespace {

std::string Path(std::size_t container, std::string_view list) {
  return Pointer("/spec/containers", container, std::string_view("resources"), list,
                 names::kMemory);
}

void CompareContainer(const Container& was, const Container& now, std::size_t index,
                      const ClassPolicy& of_class, Report& report) {
  const bool without_limit = of_class.resources.memory.limit.kind == LimitSpec::Kind::kNone;
  if (without_limit && was.Limit(names::kMemory) == nullptr &&
      now.Limit(names::kMemory) != nullptr) {
    report.Add("container {} gets a memory limit: above it, it is killed; leave it out", {now.name},
               Path(index, "limits"));
  }
  const Quantity* before = was.Request(names::kMemory);
  const Quantity* after = now.Request(names::kMemory);
  if (before != nullptr && (after == nullptr || *after < *before)) {
    report.Add("container {}'s memory request is lowered: it would be evicted first; keep " +
                   before->Canonical(),
               {now.name}, Path(index, "requests"));
  }
}

}  // namespace

// A resize (pods/resize) that adds a memory limit, or lowers a memory request.
void ResizedAgainstClass(const Case& about, Report& report) {
  const auto assigned = about.subject.request.old_pod->metadata.Label(names::kAssignedClass);
  const ClassPolicy* of_class = assigned ? about.policy.FindClass(*assigned) : nullptr;
  if (of_class == nullptr || !Protects(*of_class)) return;
  const auto& was = about.subject.request.old_pod->spec.containers;
  const auto& now = about.pod.spec.containers;
  for (std::size_t index = 0; index < std::min(was.size(), now.size()); ++index) {
    CompareContainer(was[index], now[index], index, *of_class, report);
  }
}

}  // namespace tenure::rules
