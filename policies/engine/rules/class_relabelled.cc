#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"

namespace tenure::rules {

// The label tenure.dev/assigned-class added or changed by hand is refused;
// removed, it is a warning: that is the way out for one pod.
void ClassRelabelled(const Case& about, Report& report) {
  const auto was = about.subject.request.old_pod->metadata.Label(names::kAssignedClass);
  const auto now = about.pod.metadata.Label(names::kAssignedClass);
  if (was == now) return;
  const std::string path = Pointer("/metadata/labels", names::kAssignedClass);
  if (!now) {
    report.Add(
        "without the label tenure.dev/assigned-class, others may share the pod's node and "
        "its guards",
        path, Level::kWarn);
    return;
  }
  report.Add(
      "the label tenure.dev/assigned-class is Tenure's to write; put it back, or create "
      "the pod anew",
      path);
}

}  // namespace tenure::rules
