#include "policies/language/tables/disruption_table.h"

#include "policies/language/tables/metadata.h"
#include "policies/language/types/scalars.h"
#include "policies/language/types/words.h"

namespace tenure {

const Mapping<Disruption>& DisruptionTable() {
  static const Mapping<Disruption> table(
      {.name = "Disruption",
       .meaning = "What keeps pods of the class from being moved away.",
       .example = "disruption:\n"
                  "  evictions: deny\n"
                  "  annotations: {karpenter.sh/do-not-disrupt: \"true\"}\n"
                  "  tolerateNodeLoss: 1h\n"
                  "  gracePeriod: 5m"},
      {
          Row<Disruption>("evictions",
                          "`deny` labels pods `tenure.dev/evictable: \"false\"`, for a "
                          "PodDisruptionBudget to select.",
                          Words<Evictions>("deny or allow", {{"deny", Evictions::kDeny},
                                                             {"allow", Evictions::kAllow}}),
                          &Disruption::evictions)
              .Default("`allow`"),
          Row<Disruption>("annotations", "Annotations that autoscalers and deschedulers heed.",
                          PodAnnotations(), &Disruption::annotations),
          Row<Disruption>("tolerateNodeLoss",
                          "How long a pod stays bound to a node that is not ready or unreachable, "
                          "instead of Kubernetes' 300 s.",
                          PositiveDuration(), &Disruption::tolerate_node_loss)
              .Default("as the pod has it"),
          Row<Disruption>("gracePeriod",
                          "Raises `terminationGracePeriodSeconds` to this, if it is shorter.",
                          PositiveDuration(), &Disruption::grace_period)
              .Default("as the pod has it"),
      });
  return table;
}

const Mapping<JobSpec>& JobTable() {
  static const Mapping<JobSpec> table(
      {.name = "Job",
       .meaning = "Jobs whose template is of the class, when they are created; the template itself "
                  "is never touched.",
       .example = "job: {replace: Failed, ignoreDisruptions: true}"},
      {
          Row<JobSpec>("replace",
                       "`Failed` sets `podReplacementPolicy`: a pod is replaced when it has ended, "
                       "never while it is still writing its checkpoint.",
                       Words<bool>("a replacement policy", {{"Failed", true}}),
                       &JobSpec::replace_failed_only)
              .Default("as the Job has it"),
          Row<JobSpec>("ignoreDisruptions",
                       "Adds a `podFailurePolicy` by which an eviction is no failure (only with "
                       "`restartPolicy: Never`). A wrapped pod's exit status 85 is none in any "
                       "case.",
                       Boolean(), &JobSpec::ignore_disruptions)
              .Default("`false`"),
      });
  return table;
}

}  // namespace tenure
