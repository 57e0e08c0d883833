#include "policies/engine/edit_metadata.h"
#include "policies/engine/protect/protect.h"
#include "policies/engine/version.h"
#include "policies/pod/names.h"

namespace tenure {

void ProtectIdentity(const Care& care, Draft& draft) {
  const std::string& class_name = care.of_class().name;
  SetLabel(draft, Protection::kIdentity, names::kAssignedClass, class_name);
  const DecisionRecord record{.policy = care.policy.hash,
                              .class_name = class_name,
                              .why = care.classification.why,
                              .main = std::string(care.subject.main_container().name),
                              .version = std::string(kVersion)};
  SetAnnotation(draft, Protection::kIdentity, names::kDecision, record.Text());
}

}  // namespace tenure
