#include "policies/engine/headroom.h"
#include "policies/engine/rules/job_rules.h"

namespace tenure::rules {

// One that is deleted, with its pods and their logs, soon after its end.
void JobForgottenTooSoon(const JobCase& about, Report& report) {
  // Twelve hours: a night, for whoever looks after the run.
  constexpr Duration kNight = Duration::Seconds(43'200);
  const auto& seconds = about.job.seconds_after_finished;
  if (!seconds || !Protects(about.of_class) || Duration::Seconds(*seconds) >= kNight) return;
  report.Add("Job, pods and logs are deleted " + Duration::Seconds(*seconds).Text() +
                 " after the end; raise ttlSecondsAfterFinished",
             "/spec/ttlSecondsAfterFinished");
}

}  // namespace tenure::rules
