#include "policies/engine/protect/job.h"
#include "policies/engine/rules/job_rules.h"

namespace tenure::rules {
namespace {

// No pod would ever come that goes on from the checkpoint: what kills the first
// one is no eviction each time.
void CheckRetries(const JobCase& about, Report& report) {
  if (about.checkpoint.strategy == nullptr) return;
  const bool is_per_index = about.job.backoff_limit_per_index.has_value();
  const auto& limit = is_per_index ? about.job.backoff_limit_per_index : about.job.backoff_limit;
  if (limit != 0) return;
  const std::string field = is_per_index ? "backoffLimitPerIndex" : "backoffLimit";
  report.Add(field + " 0: after a crash or OOM kill nobody resumes from the checkpoint; write 3",
             "/spec/" + field);
}

}  // namespace

// One for which an eviction, or a checkpoint that ended the job, is a failure,
// of which it has few.
void JobCountsEvictions(const JobCase& about, Report& report) {
  CheckRetries(about, report);
  const bool can_ignore = about.job.pod_template.spec.restart_policy == "Never";
  const char* path = can_ignore ? "/spec/podFailurePolicy" : "/spec/template/spec/restartPolicy";
  if (about.of_class.job.ignore_disruptions && !IgnoresDisruptions(about.job)) {
    report.Add(can_ignore
                   ? "each eviction counts against backoffLimit; write a podFailurePolicy that "
                     "ignores DisruptionTarget"
                   : "each eviction counts against backoffLimit; restartPolicy Never would let "
                     "us ignore it",
               path);
  } else if (IsWrapped(about.checkpoint) && !IgnoresCheckpointedStatus(about.job)) {
    report.Add(can_ignore ? "each checkpoint that ends the job counts as a failure; ignore exit "
                            "status 85 too"
                          : "each checkpoint that ends the job counts as a failure; write "
                            "restartPolicy Never",
               path);
  }
}

}  // namespace tenure::rules
