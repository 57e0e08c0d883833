#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

// The namespace's labels are not in a review: the webhook's configuration sends
// pods of those that have them to another path.
void CheckpointNeedsPrivilegedNamespace(const Case& about, Report& report) {
  const Strategy* strategy = about.checkpoint.strategy;
  if (strategy == nullptr || about.subject.request.privileged_namespace) return;
  if (!strategy->IsPrivileged() && !strategy->Needs(Requirement::kPrivilegedNamespace)) return;
  report.Add("strategy {} needs privileges, namespace {} grants none; use native",
             {strategy->name, about.subject.request.name_space},
             AnnotationPointer(names::kCheckpoint));
}

}  // namespace tenure::rules
