#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void CheckpointVolumeLost(const Case& about, Report& report) {
  if (about.checkpoint.strategy == nullptr) return;
  const CheckpointVolume& volume = about.checkpoint.volume;
  if (volume.state == CheckpointVolume::State::kLost) {
    report.Add("{} is of type {}: checkpoints would be lost with the pod; mount a claim there",
               {volume.base, volume.source},
               Pointer("/spec/containers", about.subject.main, std::string_view("volumeMounts")));
  } else if (volume.state == CheckpointVolume::State::kMissing) {
    report.Add("no volume for checkpoints: they would be lost; name a PVC in {}",
               {names::kCheckpointClaim}, AnnotationPointer(names::kCheckpointClaim));
  }
}

}  // namespace tenure::rules
