#include "policies/engine/rules/job_rules.h"

namespace tenure::rules {

// One whose own deadline ends before its pods do.
void JobDeadlineBeforeEnd(const JobCase& about, Report& report) {
  const auto& runtime = about.runtime;
  if (!about.job.active_deadline_seconds || !runtime) return;
  const Duration deadline = Duration::Seconds(*about.job.active_deadline_seconds);
  if (deadline >= runtime->Longest()) return;
  const std::string path = "/spec/activeDeadlineSeconds";
  if (runtime->IsEstimate()) {
    report.AddByHistory("the Job's deadline is " + deadline.Text() + "; " +
                            Evidence(*runtime->history) + "; raise it",
                        {about.step}, path);
  } else {
    report.Add("the Job's activeDeadlineSeconds kills it after " + deadline.Text() +
                   ", before its " + runtime->duration.Text() + " end; raise it",
               path);
  }
}

}  // namespace tenure::rules
