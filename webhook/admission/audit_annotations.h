#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policies/engine/decision.h"

namespace tenure {

// One audit annotation. The API server stores it as WEBHOOK/key, so the key is
// a plain name of letters, digits and - (at most 63).
struct AuditAnnotation {
  std::string_view key;
  std::string value;
};

// What the audit log keeps of a decision; nothing for a pod that is of no
// class, has no finding and is not exempt by its annotation, which is most pods.
//   class     the class
//   decision  why it is of this class, or why it was left alone
//   findings  rule=level, …; rule=audit(enforce) where the mode is weaker than the rule
//   mode      where it is not enforce
//   withheld  the protections that this mode keeps from the pod
//   policy    the hash of the policy
[[nodiscard]] std::vector<AuditAnnotation> AuditAnnotations(const Decision& decision,
                                                            std::string_view policy_hash);

}  // namespace tenure
