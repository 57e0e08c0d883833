#pragma once

#include <vector>

#include "policies/language/disruption.h"
#include "policies/pod/change.h"
#include "policies/pod/job.h"

namespace tenure {

// What makes a Job wait for the end of an evicted pod, and not count it as a
// failure (pkg/apis/batch/validation: a podFailurePolicy needs restartPolicy
// Never, and podReplacementPolicy Failed with it).
[[nodiscard]] std::vector<Change> ProtectJob(const JobSpec& wanted, const Job& job);

// Whether evictions are ignored already.
[[nodiscard]] bool IgnoresDisruptions(const Job& job);

}  // namespace tenure
