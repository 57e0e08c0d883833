#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"

namespace tenure::rules {

// Anti-affinity and disruption budgets select by this label: a pod that wears
// it without being of the class would keep others off its node.
void ReservedLabel(const Case& about, Report& report) {
  const auto label = about.pod.metadata.Label(names::kAssignedClass);
  if (!label) return;
  if (about.of_class() != nullptr && *label == about.of_class()->name) return;
  // Where the pod is of a class, this replica would have written its own label
  // over it: another one has decided, whose policy leaves the pod alone.
  const bool is_others_doing = about.of_class() != nullptr && about.subject.earlier.policy.empty();
  report.Add(
      "the label tenure.dev/assigned-class is Tenure's to write; remove it, and annotate "
      "tenure.dev/class",
      Pointer("/metadata/labels", names::kAssignedClass),
      is_others_doing ? Level::kWarn : Level::kEnforce);
}

}  // namespace tenure::rules
