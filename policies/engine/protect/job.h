#pragma once

#include <string_view>
#include <vector>

#include "policies/language/disruption.h"
#include "policies/pod/change.h"
#include "policies/pod/job.h"
#include "policies/pod/text_arena.h"

namespace tenure {

// The exit status of tenure-wrap after a checkpoint that ended the job: the pod
// is to come back, and nothing has failed (wrapper/exit_status.h).
inline constexpr int kCheckpointedStatus = 85;

// What a Job is to get.
struct JobCare {
  const JobSpec& wanted;  // of the class of its pods
  // The main container of its pods, where that is wrapped; else empty.
  std::string_view wrapped_container;
};

// What makes a Job wait for the end of an evicted pod, and not count it as a
// failure (pkg/apis/batch/validation: a podFailurePolicy needs restartPolicy
// Never, and podReplacementPolicy Failed with it).
[[nodiscard]] std::vector<Change> ProtectJob(const JobCare& care, const Job& job, TextArena& texts);

// Whether evictions are ignored already.
[[nodiscard]] bool IgnoresDisruptions(const Job& job);
// Whether kCheckpointedStatus is.
[[nodiscard]] bool IgnoresCheckpointedStatus(const Job& job);

}  // namespace tenure
