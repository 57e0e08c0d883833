#include <algorithm>

#include "policies/engine/rules/checks.h"

namespace tenure::rules {

void ReservedPriority(const Case& about, Report& report) {
  const std::string_view name = about.pod.spec.priority_class_name;
  if (name.empty()) return;
  const auto owns = [&](const ClassPolicy& candidate) {
    return candidate.priority && candidate.priority->class_name == name;
  };
  if (about.of_class() != nullptr && owns(*about.of_class())) return;
  const auto owner = std::ranges::find_if(about.policy.classes, owns);
  if (owner == about.policy.classes.end()) return;
  report.Add("priorityClassName {} is for class {}; remove it, or write tenure.dev/class: {}",
             {name, owner->name, owner->name}, "/spec/priorityClassName");
}

}  // namespace tenure::rules
