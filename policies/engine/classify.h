#pragma once

#include <optional>
#include <string>

#include "policies/engine/matchers.h"
#include "policies/engine/subject.h"
#include "policies/language/policy.h"

namespace tenure {

// The class of a pod, and why.
struct Classification {
  const ClassPolicy* chosen = nullptr;  // null: of no class
  std::string why;
  std::optional<KnownRuntime> runtime;
  // It would be of no class, or of another, had nobody looked at its history.
  bool by_history = false;
  // The annotation names a class, but the runtime says that the pod belongs to
  // this one, which comes before it in the policy; null: no contradiction.
  const ClassPolicy* understated = nullptr;
};

// The annotation decides, else the first class that matches.
[[nodiscard]] Classification Classify(const Policy& policy, const Subject& subject);

}  // namespace tenure
