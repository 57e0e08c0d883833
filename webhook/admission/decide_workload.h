#pragma once

#include "policies/engine/decision.h"
#include "policies/estimates/estimates.h"
#include "policies/language/policy.h"
#include "webhook/admission/review.h"

namespace tenure {

// What is to be said of a workload (a Deployment, a Job, a Workflow) when it is
// written: the findings about the pods that its controller will make, as both
// webhooks would change and judge them, and those about its Jobs. Its author is
// there to read them; the controller that makes the pods is not.
//
// Nothing is refused: what would refuse the pods is a warning here.
[[nodiscard]] Decision DecideWorkload(const Policy& policy, const Estimates& estimates,
                                      const Review& review);

}  // namespace tenure
