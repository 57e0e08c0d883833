#pragma once

#include "policies/engine/decision.h"
#include "policies/estimates/estimates.h"
#include "policies/language/policy.h"
#include "webhook/admission/review.h"

namespace tenure {

// The decision about what a review is about, by its kind. What has no pod in
// it (deletions, evictions, exec, other kinds) is left alone.
[[nodiscard]] Decision DecideReview(const Policy& policy, const Estimates& estimates,
                                    const Review& review);

}  // namespace tenure
