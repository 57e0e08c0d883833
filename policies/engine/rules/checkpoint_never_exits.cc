#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void CheckpointNeverExits(const Case& about, Report& report) {
  const Strategy* strategy = about.checkpoint.strategy;
  if (strategy == nullptr || !strategy->Needs(Requirement::kRunsForever)) return;
  const std::string_view restart_policy = about.pod.spec.restart_policy;
  if (restart_policy.empty() || restart_policy == "Always") return;
  report.Add("strategy {} never ends, so that a finished pod would run on; use another one",
             {strategy->name}, AnnotationPointer(names::kCheckpoint));
}

}  // namespace tenure::rules
