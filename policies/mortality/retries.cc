#include "policies/engine/protect/job.h"
#include "policies/mortality/killers.h"

namespace tenure::killers {
namespace {

// pkg/apis/batch/v1/defaults.go
constexpr std::int64_t kDefaultBackoffLimit = 6;

Fate OfJob(const Job& job) {
  if (IgnoresDisruptions(job)) return {Guarded::kYes, "podFailurePolicy ignores evictions", {}};
  const auto limit = job.backoff_limit.value_or(kDefaultBackoffLimit);
  const std::string text = "backoffLimit " + std::to_string(limit);
  const char* advice = job.pod_template.spec.restart_policy == "Never"
                           ? "ignore DisruptionTarget in podFailurePolicy"
                           : "restartPolicy Never, and a podFailurePolicy";
  if (limit == 0) return {Guarded::kNo, {}, text + "; " + advice};
  return {Guarded::kPartly, text, advice};
}

// It will be there when the Job is made by way of us.
bool WillIgnoreDisruptions(const Prospect& prospect) {
  return prospect.of_class != nullptr && prospect.of_class->job.ignore_disruptions &&
         prospect.pod().spec.restart_policy == "Never";
}

}  // namespace

// Each death counts, an eviction too, until nobody makes another pod.
Fate Retries(const Prospect& prospect) {
  const OwnerReference* owner = prospect.pod().metadata.Controller();
  if (owner == nullptr) return {Guarded::kNo, {}, "no owner: nobody makes another; use a Job"};
  if (prospect.job != nullptr) return OfJob(*prospect.job);
  if (owner->kind == "Job") {
    if (WillIgnoreDisruptions(prospect)) {
      return {Guarded::kPartly, "its class's job.ignoreDisruptions", "in Jobs made since"};
    }
    return {Guarded::kPartly, "its Job's backoffLimit", "a podFailurePolicy for evictions"};
  }
  if (owner->api_version.starts_with("apps/") || owner->kind == "ReplicationController") {
    return {Guarded::kYes, "its " + Brief(owner->kind) + " makes another, always", {}};
  }
  return {Guarded::kPartly, "what its " + Brief(owner->kind) + " says of retries",
          "they start from nothing"};
}

}  // namespace tenure::killers
