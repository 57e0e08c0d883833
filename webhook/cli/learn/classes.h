#pragma once

#include <optional>

#include "policies/history/report/summary.h"
#include "policies/language/policy.h"

namespace tenure {

// The class that a policy gives by runtime alone: the first with a matcher of
// nothing else that this runtime meets.
[[nodiscard]] ClassOfRuntime ClassesOf(const Policy& policy);

// From how many seconds on the policy's first class takes a run by its runtime.
[[nodiscard]] std::optional<double> LongFrom(const Policy& policy);

}  // namespace tenure
