#pragma once

#include <optional>
#include <string>

#include "policies/engine/decision.h"
#include "policies/engine/request.h"
#include "policies/language/policy.h"

namespace tenure {

// Why a pod is none of our business.
struct LeaveAlone {
  std::string why;
  // Whether it may still not take what belongs to a class: its label, its
  // PriorityClass. Not asked of pods that nobody may touch at all.
  bool keeps_rules = false;
  ExemptBy exempt_by = ExemptBy::kNothing;
  std::string notice;  // what the user should know: that an exemption is about to end
};

// Pods that nobody may touch, or that the policy exempts: no rule is asked of them.
[[nodiscard]] std::optional<LeaveAlone> WhyUntouchable(const Policy& policy,
                                                       const Request& request);

[[nodiscard]] std::optional<LeaveAlone> WhyLeaveAlone(const Policy& policy, const Request& request);

}  // namespace tenure
