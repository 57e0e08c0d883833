#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

namespace {

// One program would write over the other's checkpoints.
void CheckAlike(const Case& about, Report& report) {
  const std::int64_t alike = about.subject.request.alike;
  if (alike <= 1 || !about.checkpoint.identity || !about.checkpoint.strategy->UsesFolder()) return;
  report.Add(std::to_string(alike) +
                 " pods would share one checkpoint; make it an indexed Job, or a StatefulSet",
             AnnotationPointer(names::kCheckpoint));
}

}  // namespace

void CheckpointIdentityUnstable(const Case& about, Report& report) {
  if (about.checkpoint.strategy == nullptr) return;
  CheckAlike(about, report);
  if (!about.checkpoint.LacksIdentity()) return;
  // What is wrong with it has been said.
  if (about.subject.intent.IsUnreadable(names::kCheckpointId)) return;
  report.Add(
      "the next pod has another name and finds no checkpoint; write tenure.dev/checkpoint-id",
      AnnotationPointer(names::kCheckpointId));
}

}  // namespace tenure::rules
