#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "policies/engine/decision.h"
#include "webhook/admission/review.h"
#include "webhook/listener/http.h"
#include "webhook/server/document_pool.h"
#include "webhook/server/endpoint.h"
#include "webhook/server/log.h"
#include "webhook/server/metrics.h"
#include "webhook/server/policy_in_force.h"
#include "webhook/server/policy_reviews.h"
#include "webhook/server/recent_admissions.h"

namespace tenure {

// The admission port without its sockets: takes a request, gives the answer,
// counts it and logs it. May be called by many threads at once.
//
// A well-formed review gets 200 and its uid. When a decision cannot be made,
// the mutating webhook lets the object pass unchanged, with a warning, and the
// validating one answers 500, so that the failurePolicy decides.
class AdmissionApp {
 public:
  // `policy_key`: of the policy in its ConfigMap. `ceiling`: what strategies may
  // ask of nodes.
  AdmissionApp(const PolicyInForce& policy, RecentAdmissions& recent, std::string policy_key,
               Metrics& metrics, const Log& log, LogSampling sampling = {}, Ceiling ceiling = {})
      : policy_(policy),
        recent_(recent),
        ceiling_(std::move(ceiling)),
        policy_reviews_(std::move(policy_key), policy, recent, ceiling_, metrics, log),
        metrics_(metrics),
        log_(log),
        sampling_(sampling) {}

  void Handle(const HttpRequest& request, HttpResponse& response);

 private:
  using Clock = std::chrono::steady_clock;

  void Reject(Malformed reason, int status, std::string_view sentence, HttpResponse& response);
  void Answer(const Endpoint& endpoint, const HttpRequest& request, HttpResponse& response);
  void Decide(const HttpRequest& request, const Endpoint& endpoint, const Review& review,
              Clock::time_point started, HttpResponse& response);
  [[nodiscard]] bool IsLogged(const Decision& decision);
  void Fail(const Endpoint& endpoint, const Review& review, const std::string& why,
            HttpResponse& response);

  const PolicyInForce& policy_;
  RecentAdmissions& recent_;
  const Ceiling ceiling_;
  PolicyReviews policy_reviews_;
  Metrics& metrics_;
  const Log& log_;
  const LogSampling sampling_;
  std::atomic<std::uint64_t> unclassified_ = 0;
  DocumentPool documents_;
};

}  // namespace tenure
