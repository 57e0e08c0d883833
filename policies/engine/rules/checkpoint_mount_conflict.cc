#include "policies/engine/rules/checks.h"

namespace tenure::rules {

void CheckpointMountConflict(const Case& about, Report& report) {
  for (const Clash& clash : about.checkpoint.outfit.clashes) {
    report.Add(clash.pattern, {clash.name}, clash.path);
  }
}

}  // namespace tenure::rules
