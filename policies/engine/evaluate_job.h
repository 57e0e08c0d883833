#pragma once

#include <optional>

#include "policies/engine/decision.h"
#include "policies/engine/request.h"
#include "policies/estimates/estimates.h"
#include "policies/language/policy.h"
#include "policies/pod/job.h"

namespace tenure {

// The creation of a Job. `request` is that of the pods that it will make: its
// pod is the Job's template.
struct JobRequest {
  Request request;
  Job job;
  std::optional<Job> old_job;  // of an update
};

// Decides about a Job: only spec.podReplacementPolicy and
// spec.podFailurePolicy are ever changed, never the template. The pods get
// their protections when they come. Pure, like Evaluate.
[[nodiscard]] Decision EvaluateJob(const Policy& policy, const Estimates& estimates,
                                   const JobRequest& request);

}  // namespace tenure
