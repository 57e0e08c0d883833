#include "policies/engine/globs.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"

namespace tenure::rules {

// The label alone stops no drain: the PodDisruptionBudget that selects it does.
void NoDisruptionBudget(const Case& about, Report& report) {
  if (about.of_class() == nullptr) return;
  if (about.of_class()->disruption.evictions != Evictions::kDeny) return;
  const std::string_view name_space = about.subject.request.name_space;
  if (MatchesAny(about.policy.checkpoint.protected_namespaces, name_space)) return;
  report.Add(
      "no disruption budget in namespace {}: a drain evicts the pod; add it to protectedNamespaces",
      {name_space}, Pointer("/metadata/labels", names::kEvictable));
}

}  // namespace tenure::rules
