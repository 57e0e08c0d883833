#pragma once

#include "policies/engine/decision.h"
#include "policies/engine/request.h"
#include "policies/estimates/estimates.h"
#include "policies/language/policy.h"

namespace tenure {

// Decides about one pod. Pure: no I/O, no clock, no lock, nothing remembered,
// and the same answer for the same input. Applying the changes and deciding
// again gives no changes.
[[nodiscard]] Decision Evaluate(const Policy& policy, const Estimates& estimates,
                                const Request& request);

}  // namespace tenure
