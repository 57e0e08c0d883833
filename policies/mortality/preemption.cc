#include <algorithm>

#include "policies/mortality/killers.h"

namespace tenure::killers {
namespace {

// pkg/apis/scheduling/types.go, SystemCriticalPriority.
constexpr std::int64_t kSystemCritical = 2'000'000'000;

const ClassPolicy* HighestClass(const Policy& policy) {
  const ClassPolicy* highest = nullptr;
  for (const ClassPolicy& candidate : policy.classes) {
    if (!candidate.priority) continue;
    if (highest == nullptr || candidate.priority->value > highest->priority->value) {
      highest = &candidate;
    }
  }
  return highest;
}

std::string WhoPreempts(const ClassPolicy& higher) {
  return "class " + Brief(higher.name) + " (" + std::to_string(higher.priority->value) +
         ") preempts it";
}

}  // namespace

// A pending pod takes the place of pods of lower priority, and heeds their
// PodDisruptionBudgets only where it can (scheduler, framework/preemption).
Fate Preemption(const Prospect& prospect) {
  const PodSpec& spec = prospect.pod().spec;
  const std::string class_name = Brief(spec.priority_class_name);
  if (!spec.priority && !class_name.empty()) {
    return {Guarded::kPartly, "priorityClassName " + class_name, "its value is not known here"};
  }
  const std::int64_t priority = spec.priority.value_or(0);
  const std::string text = "priority " + std::to_string(priority);
  if (priority >= kSystemCritical) return {Guarded::kYes, text, {}};
  const ClassPolicy* highest = HighestClass(prospect.policy);
  if (highest != nullptr && highest->priority->value > priority) {
    const std::string who = WhoPreempts(*highest);
    if (priority > 0) return {Guarded::kPartly, text, who};
    return {Guarded::kNo, {}, text + ": " + who};
  }
  if (priority <= 0) return {Guarded::kNo, {}, text + ": any PriorityClass above preempts it"};
  return {Guarded::kYes, text + (class_name.empty() ? "" : " (" + class_name + ")"),
          "only what is above preempts it"};
}

}  // namespace tenure::killers
