#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/reader.h"
#include "webhook/admission/review.h"
#include "webhook/listener/http.h"
#include "webhook/server/log.h"
#include "webhook/server/metrics.h"
#include "webhook/server/policy_in_force.h"
#include "webhook/server/recent_admissions.h"

namespace tenure {

// Answers for edits of the ConfigMap that the policy is mounted from: reads the
// policy as the server would, refuses one with errors, and tells what a good
// one would have made of recent creations. Slow: it may take as long as the API
// server waits. May be called by many threads at once; one replay at a time.
class PolicyReviews {
 public:
  // `key`: of the policy in the ConfigMap's data, "policy.yaml". `ceiling`: of the
  // server; what is given here must outlive this.
  PolicyReviews(std::string key, const PolicyInForce& policy, RecentAdmissions& recent,
                const Ceiling& ceiling, Metrics& metrics, const Log& log)
      : key_(std::move(key)),
        policy_(policy),
        recent_(recent),
        ceiling_(ceiling),
        metrics_(metrics),
        log_(log) {}

  // `target`: of the request, whose query says how long the API server waits.
  void Answer(const Review& review, std::string_view target, HttpResponse& response);

 private:
  // What was found out about an edit.
  struct Verdict {
    std::string hash;                 // of the policy that would be; empty: there is none
    std::vector<std::string> errors;  // why it is refused
    std::vector<std::string> warnings;
    std::vector<std::string> impact;  // warnings, too
  };

  [[nodiscard]] Verdict Judge(const Review& review, std::chrono::milliseconds budget);
  [[nodiscard]] Verdict JudgeText(std::string_view text, std::chrono::milliseconds budget);
  [[nodiscard]] std::vector<std::string> ImpactOf(Policy policy, std::chrono::milliseconds budget);
  void Tell(const Review& review, const Verdict& verdict);

  const std::string key_;
  const PolicyInForce& policy_;
  RecentAdmissions& recent_;
  const Ceiling& ceiling_;
  Metrics& metrics_;
  const Log& log_;
  std::mutex replaying_;
};

// A part of what the API server waits ("/validate-policy?timeout=10s"): for the
// replay, so that there is time left for the answer.
[[nodiscard]] std::chrono::milliseconds ReplayBudget(std::string_view target);

}  // namespace tenure
