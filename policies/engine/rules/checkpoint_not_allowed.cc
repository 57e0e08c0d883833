#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void CheckpointNotAllowed(const Case& about, Report& report) {
  if (about.checkpoint.strategy == nullptr || about.checkpoint.beyond.empty()) return;
  report.Add("strategy {} wants {}, which the server does not allow; use another, or ask",
             {about.checkpoint.strategy->name, about.checkpoint.beyond},
             AnnotationPointer(names::kCheckpoint));
}

}  // namespace tenure::rules
