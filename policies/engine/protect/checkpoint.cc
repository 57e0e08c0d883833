#include <algorithm>
#include <string>

#include "policies/engine/checkpoint/clashes.h"
#include "policies/engine/checkpoint/grace.h"
#include "policies/engine/edit_environment.h"
#include "policies/engine/edit_grace_period.h"
#include "policies/engine/edit_metadata.h"
#include "policies/engine/edit_privileges.h"
#include "policies/engine/edit_runtime_class.h"
#include "policies/engine/edit_volumes.h"
#include "policies/engine/protect/entrypoint.h"
#include "policies/engine/protect/protect.h"

namespace tenure {
namespace {

// What the draft has of our volumes is decoded as if it had come so.
Volume Typed(Draft& draft, const WantedVolume& wanted) {
  Volume volume{.name = draft.texts().Keep(wanted.name),
                .source = draft.texts().Keep(wanted.source)};
  const std::string_view what = draft.texts().Keep(wanted.what);
  if (wanted.source == "persistentVolumeClaim") volume.claim = what;
  if (wanted.source == "hostPath") volume.host_path = what;
  volume.is_empty_dir = wanted.source == "emptyDir";
  return volume;
}

void GiveVolumes(const Outfit& outfit, Draft& draft) {
  for (const WantedVolume& wanted : outfit.volumes) {
    if (FindVolume(draft.pod(), wanted.name) != nullptr) continue;
    AddVolume(draft, Typed(draft, wanted), wanted.json);
  }
}

void GiveMounts(const Outfit& outfit, Draft& draft, std::size_t container) {
  for (const WantedMount& wanted : outfit.mounts) {
    if (FindMount(draft.pod().spec.containers[container], wanted.path) != nullptr) continue;
    const VolumeMount mount{.volume = draft.texts().Keep(wanted.volume),
                            .path = draft.texts().Keep(wanted.path),
                            .is_part = wanted.is_part};
    AddMount(draft, container, mount, wanted.json);
  }
}

void GiveVariables(const Outfit& outfit, Draft& draft, std::size_t container) {
  for (const WantedVariable& wanted : outfit.variables) {
    if (wanted.field_path.empty()) {
      SetVariable(draft, container, wanted.name, wanted.value);
    } else {
      SetVariableToField(draft, container, wanted.name, wanted.field_path);
    }
  }
}

void GiveBinaries(const Outfit& outfit, Draft& draft) {
  if (outfit.init_container.empty()) return;
  const auto& init_containers = draft.pod().spec.init_containers;
  const bool is_there = std::ranges::find(init_containers, outfit::kBinaries, &Container::name) !=
                        init_containers.end();
  if (is_there) return;
  AddInitContainer(draft, Container{.name = outfit::kBinaries}, outfit.init_container);
}

void GiveMetadata(const Strategy& strategy, const Outfit& outfit, Draft& draft) {
  for (const auto& [key, value] : strategy.labels) {
    SetLabel(draft, Protection::kCheckpoint, key, value);
  }
  for (const auto& [key, value] : strategy.annotations) {
    SetAnnotation(draft, Protection::kCheckpoint, key, value);
  }
  for (const WantedFile& file : outfit.files) {
    SetAnnotation(draft, Protection::kCheckpoint, file.annotation, file.content);
  }
}

void GivePrivileges(const Strategy& strategy, Draft& draft, std::size_t container) {
  for (const std::string& capability : strategy.capabilities) {
    AddCapability(draft, container, capability);
  }
  if (!strategy.seccomp_profile.empty()) {
    SetSeccompProfile(draft, container, strategy.seccomp_profile);
  }
  if (!strategy.runtime_class_name.empty()) SetRuntimeClass(draft, strategy.runtime_class_name);
}

// By the memory that the container has been given by now.
void GiveTime(const Strategy& strategy, Draft& draft, std::size_t container) {
  const auto time = CheckpointTimeOf(strategy, draft.pod().spec.containers[container]);
  if (!time) return;
  GiveGracePeriod(draft, Protection::kCheckpoint, time->given.seconds());
}

}  // namespace

void ProtectCheckpoint(const Care& care, Draft& draft) {
  const CheckpointPlan& plan = care.checkpoint;
  if (!plan.IsFeasible()) return;
  const std::size_t main = care.subject.main;
  GiveVolumes(plan.outfit, draft);
  GiveMounts(plan.outfit, draft, main);
  GiveVariables(plan.outfit, draft, main);
  GiveBinaries(plan.outfit, draft);
  GiveMetadata(*plan.strategy, plan.outfit, draft);
  GivePrivileges(*plan.strategy, draft, main);
  GiveTime(*plan.strategy, draft, main);
  WrapEntrypoint(plan, draft, main);
  // Which container it was: a mesh may put its own in front.
  if (care.classification.chosen == nullptr) RecordDecision(care, draft);
}

}  // namespace tenure
