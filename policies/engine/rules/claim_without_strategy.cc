#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void ClaimWithoutStrategy(const Case& about, Report& report) {
  const auto& claim = about.subject.intent.claim;
  if (!claim) return;
  if (about.checkpoint.strategy == nullptr) {
    // One that is not known has a rule of its own.
    if (about.subject.intent.strategy) return;
    report.Add("nothing is saved on claim {}: no strategy is named; write tenure.dev/checkpoint",
               {*claim}, AnnotationPointer(names::kCheckpointClaim));
  } else if (about.checkpoint.strategy->mount.empty()) {
    report.Add("strategy {} mounts no claim: nothing is saved on {}; remove the annotation",
               {about.checkpoint.strategy->name, *claim},
               AnnotationPointer(names::kCheckpointClaim));
  }
}

}  // namespace tenure::rules
