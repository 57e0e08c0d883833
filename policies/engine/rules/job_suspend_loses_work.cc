#include "policies/engine/headroom.h"
#include "policies/engine/rules/job_rules.h"

namespace tenure::rules {

// One that is suspended while it runs, which ends its pods. Created suspended, as queues do it,
// there is nothing to lose yet.
void JobSuspendLosesWork(const JobCase& about, Report& report) {
  if (about.old_job == nullptr || about.old_job->is_suspended || !about.job.is_suspended) return;
  if (!Protects(about.of_class) || about.checkpoint.strategy != nullptr) return;
  report.Add("suspending ends the pods, which save nothing; write tenure.dev/checkpoint first",
             "/spec/suspend");
}

}  // namespace tenure::rules
