#include "policies/engine/protect/job.h"
#include "policies/engine/rules/job_rules.h"

namespace tenure::rules {

// One for which an eviction, or a checkpoint that ended the job, is a failure,
// of which it has few.
void JobCountsEvictions(const JobCase& about, Report& report) {
  if (!about.of_class.job.ignore_disruptions) return;
  const bool can_ignore = about.job.pod_template.spec.restart_policy == "Never";
  const char* path = can_ignore ? "/spec/podFailurePolicy" : "/spec/template/spec/restartPolicy";
  if (!IgnoresDisruptions(about.job)) {
    report.Add(can_ignore
                   ? "each eviction counts against backoffLimit; write a podFailurePolicy that "
                     "ignores DisruptionTarget"
                   : "each eviction counts against backoffLimit; restartPolicy Never would let "
                     "us ignore it",
               path);
  } else if (about.IsWrapped() && !IgnoresCheckpointedStatus(about.job)) {
    report.Add("each checkpoint that ends the job counts as a failure; ignore exit status 85 too",
               path);
  }
}

}  // namespace tenure::rules
