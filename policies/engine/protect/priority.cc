#include <algorithm>

#include "policies/engine/protect/protect.h"

namespace tenure {
namespace {

constexpr std::string_view kClassPath = "/spec/priorityClassName";

// A class of the user's own stays when it is worth more; a cluster's global
// default arrives filled in as if chosen, and is named in `over`.
bool GivesWay(const PodSpec& spec, const PrioritySpec& wanted) {
  const std::string_view name = spec.priority_class_name;
  if (name.empty()) return true;
  if (name == wanted.class_name || name.starts_with("system-")) return false;
  if (std::ranges::find(wanted.over, name) != wanted.over.end()) return true;
  return spec.priority && *spec.priority < wanted.value;
}

void RemoveMember(Draft& draft, std::string_view path, std::string_view was) {
  draft.Record({.path = path, .present = path.size(), .was = was, .by = Protection::kPriority});
}

}  // namespace

// The Priority plugin ran before us and filled in spec.priority and
// spec.preemptionPolicy of the class that was there; in its second round it
// refuses values that are not those of the new class, and computes absent ones.
// So both go when the class changes, and only then: after the second round
// nobody would put them back, and the pod would be stored with priority 0
// (plugin/pkg/admission/priority/admission.go).
void ProtectPriority(const Care& care, Draft& draft) {
  const auto& wanted = care.of_class().priority;
  PodSpec& spec = draft.pod().spec;
  if (!wanted || !GivesWay(spec, *wanted)) return;
  const bool had_class = !spec.priority_class_name.empty();
  draft.Record(
      {.path = kClassPath,
       .present = had_class ? kClassPath.size() : std::string_view("/spec").size(),
       .was = had_class ? draft.texts().JsonString(spec.priority_class_name) : std::string_view(),
       .now = draft.texts().JsonString(wanted->class_name),
       .by = Protection::kPriority});
  spec.priority_class_name = wanted->class_name;
  if (spec.priority)
    RemoveMember(draft, "/spec/priority", draft.texts().JsonNumber(*spec.priority));
  spec.priority.reset();
  if (!spec.preemption_policy.empty()) {
    RemoveMember(draft, "/spec/preemptionPolicy", draft.texts().JsonString(spec.preemption_policy));
  }
  spec.preemption_policy = {};
}

}  // namespace tenure
