#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void UnknownStrategy(const Case& about, Report& report) {
  const auto& name = about.subject.intent.strategy;
  if (!name || *name == kNoStrategy || about.checkpoint.strategy != nullptr) return;
  std::string known;
  for (const Strategy& strategy : about.policy.checkpoint.strategies) {
    known += strategy.name + ", ";
  }
  report.Add("{} is no strategy here: nothing would be saved; write one of: {}",
             {QuotedBriefly(*name), known + std::string(kNoStrategy)},
             AnnotationPointer(names::kCheckpoint));
}

}  // namespace tenure::rules
