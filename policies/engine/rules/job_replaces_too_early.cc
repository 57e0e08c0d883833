#include "policies/engine/rules/job_rules.h"

namespace tenure::rules {

// One that makes a second copy while the first one still writes its checkpoint.
void JobReplacesTooEarly(const JobCase& about, Report& report) {
  const bool is_wanted = about.of_class.job.replace_failed_only;
  if (!is_wanted || about.job.pod_replacement_policy == "Failed") return;
  report.Add("podReplacementPolicy starts a second pod while the first still ends; write Failed",
             "/spec/podReplacementPolicy");
}

}  // namespace tenure::rules
