#include "webhook/admission/decide.h"

#include "policies/engine/evaluate.h"
#include "policies/engine/evaluate_job.h"

namespace tenure {

Decision DecideReview(const Policy& policy, const Estimates& estimates, const Review& review) {
  if (!review.has_pod) {
    Decision decision;
    decision.left_alone = true;
    decision.why = "has no pod in it";
    return decision;
  }
  if (review.job) return EvaluateJob(policy, estimates, {review.request, *review.job});
  return Evaluate(policy, estimates, review.request);
}

}  // namespace tenure
