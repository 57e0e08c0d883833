#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "policies/engine/decision.h"
#include "policies/engine/request.h"

namespace tenure {

// How a request ended.
enum class Result : std::uint8_t { kLeftAlone, kAllowed, kPatched, kRefused, kFailed };
[[nodiscard]] std::string_view Name(Result result);
[[nodiscard]] std::string_view Name(Operation operation);

// Why a request was no review.
enum class Malformed : std::uint8_t {
  kFraming,      // HTTP that an API server does not send
  kPath,         // 404
  kMethod,       // 405
  kContentType,  // 415
  kTooLarge,     // 413
  kBody,         // 400
};
[[nodiscard]] std::string_view Name(Malformed reason);

// What /metrics tells. Every label has few values, whatever clients send: those
// of our own enumerations, the policy's classes and the catalogue's rules.
class Metrics {
 public:
  Metrics();

  void CountDecision(std::string_view endpoint, Operation operation, const Decision& decision,
                     Result result);
  void CountFailure(std::string_view endpoint, Operation operation);
  void CountMalformed(Malformed reason);
  void ObserveDuration(std::string_view endpoint, double seconds);
  void SetPolicy(std::string_view hash);

  // In Prometheus' text format.
  [[nodiscard]] std::string Text() const;

 private:
  void CountChanges(std::span<const Change> changes);

  template <typename T>
  using Family = prometheus::Family<T>;

  prometheus::Registry registry_;
  Family<prometheus::Counter>& requests_;
  Family<prometheus::Histogram>& durations_;
  Family<prometheus::Counter>& findings_;
  Family<prometheus::Counter>& changes_;
  Family<prometheus::Counter>& malformed_;
  Family<prometheus::Gauge>& policy_;
  prometheus::Gauge* policy_in_force_ = nullptr;
};

}  // namespace tenure
