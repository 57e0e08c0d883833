#include "policies/engine/rules/job_rules.h"

namespace tenure::rules {

void JobReplacesTooEarly(const ClassPolicy& of_class, const Job& job, Report& report) {
  if (!of_class.job.replace_failed_only || job.pod_replacement_policy == "Failed") return;
  report.Add("podReplacementPolicy starts a second pod while the first still ends; write Failed",
             "/spec/podReplacementPolicy");
}

}  // namespace tenure::rules
