#include "policies/engine/edit_metadata.h"
#include "policies/engine/protect/protect.h"
#include "policies/engine/version.h"
#include "policies/pod/names.h"

namespace tenure {

void RecordDecision(const Care& care, Draft& draft) {
  const ClassPolicy* of_class = care.classification.chosen;
  const DecisionRecord record{.policy = care.policy.hash,
                              .class_name = of_class == nullptr ? "" : of_class->name,
                              .why = care.classification.why,
                              .main = std::string(care.subject.main_container().name),
                              .version = std::string(kVersion)};
  SetAnnotation(draft, Protection::kIdentity, names::kDecision, record.Text());
}

void ProtectIdentity(const Care& care, Draft& draft) {
  SetLabel(draft, Protection::kIdentity, names::kAssignedClass, care.of_class().name);
  RecordDecision(care, draft);
}

}  // namespace tenure
