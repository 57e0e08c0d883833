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
  report.Add(
      "the label tenure.dev/assigned-class is Tenure's to write; remove it, and annotate "
      "tenure.dev/class",
      Pointer("/metadata/labels", names::kAssignedClass));
}

}  // namespace tenure::rules
