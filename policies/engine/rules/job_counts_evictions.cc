#include "policies/engine/protect/job.h"
#include "policies/engine/rules/job_rules.h"

namespace tenure::rules {

void JobCountsEvictions(const ClassPolicy& of_class, const Job& job, Report& report) {
  if (!of_class.job.ignore_disruptions || IgnoresDisruptions(job)) return;
  const bool can_ignore = job.pod_template.spec.restart_policy == "Never";
  report.Add(can_ignore
                 ? "each eviction counts against backoffLimit; write a podFailurePolicy that "
                   "ignores DisruptionTarget"
                 : "each eviction counts against backoffLimit; restartPolicy Never would let "
                   "us ignore it",
             can_ignore ? "/spec/podFailurePolicy" : "/spec/template/spec/restartPolicy");
}

}  // namespace tenure::rules
