#pragma once

#include <chrono>
#include <string_view>

#include "policies/engine/decision.h"
#include "webhook/admission/review.h"
#include "webhook/server/endpoint.h"
#include "webhook/server/log.h"
#include "webhook/server/metrics.h"

namespace tenure {

// One decision, as it is told in the log.
struct DecisionEvent {
  const Endpoint& endpoint;
  const Review& review;
  const Decision& decision;
  std::string_view policy_hash;
  Result result = Result::kAllowed;
  std::chrono::microseconds duration{0};
  std::string_view traceparent = {};
};

// Everything that says what was decided about whom and why; of the pod itself
// nothing but names (environments have secrets in them).
void FillDecisionLine(LogLine& line, const DecisionEvent& event);

// W3C Trace Context, version 00: what is none is not carried into the log.
[[nodiscard]] bool IsTraceparent(std::string_view text);

}  // namespace tenure
