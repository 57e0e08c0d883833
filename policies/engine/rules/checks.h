#pragma once

#include "policies/engine/rules/rule.h"

// One file per rule; the catalogue gives them their ids and levels.
namespace tenure::rules {

void BarePod(const Case& about, Report& report);
void CheckpointGpu(const Case& about, Report& report);
void CheckpointIdentityUnstable(const Case& about, Report& report);
void CheckpointMountConflict(const Case& about, Report& report);
void CheckpointNeedsCommand(const Case& about, Report& report);
void CheckpointNeedsPrivilegedNamespace(const Case& about, Report& report);
void CheckpointNeedsRoot(const Case& about, Report& report);
void CheckpointNeverExits(const Case& about, Report& report);
void CheckpointNotAllowed(const Case& about, Report& report);
void CheckpointVolumeLost(const Case& about, Report& report);
void ClaimWithoutStrategy(const Case& about, Report& report);
void ClassNotAllowed(const Case& about, Report& report);
void ClassUnderstated(const Case& about, Report& report);
void DeadlineBeforeEnd(const Case& about, Report& report);
void ExpectationMissing(const Case& about, Report& report);
void GracePeriodTooShort(const Case& about, Report& report);
void ImageNotPinned(const Case& about, Report& report);
void InvalidAnnotation(const Case& about, Report& report);
void LivenessDuringCheckpoint(const Case& about, Report& report);
void MemoryLimitKept(const Case& about, Report& report);
void NativeCheckpointAvailable(const Case& about, Report& report);
void NoDisruptionBudget(const Case& about, Report& report);
void ProtectionUndone(const Case& about, Report& report);
void RequestExceedsNode(const Case& about, Report& report);
void ReservedLabel(const Case& about, Report& report);
void ReservedPriority(const Case& about, Report& report);
void SpotNodeSelected(const Case& about, Report& report);
void UnknownClass(const Case& about, Report& report);
void UnknownStrategy(const Case& about, Report& report);
void VpaOrLimitRangeConflict(const Case& about, Report& report);

}  // namespace tenure::rules
