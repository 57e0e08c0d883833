#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "policies/engine/decision.h"
#include "policies/engine/request.h"
#include "webhook/listener/connection_state.h"
#include "webhook/listener/listener_events.h"
#include "webhook/listener/roster.h"
#include "webhook/server/labelled.h"
#include "webhook/server/process_metrics.h"

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
  kHandshake,    // TLS that did not come to be
  kHandshakeTimeout,
  kHeadTimeout,
  kBodyTimeout,
  kWriteTimeout,  // the response was not taken
};
[[nodiscard]] std::string_view Name(Malformed reason);
[[nodiscard]] std::string_view Name(Shed what);

// The files that are followed while the server runs.
enum class Reloaded : std::uint8_t { kPolicy, kEstimates, kCertificate };
[[nodiscard]] std::string_view Name(Reloaded what);
enum class ReloadResult : std::uint8_t { kLoaded, kRejected, kMissing };
[[nodiscard]] std::string_view Name(ReloadResult result);

// What /metrics tells. Every label has few values, whatever clients send: those
// of our own enumerations, the policy's classes and the catalogue's rules.
class Metrics {
 public:
  Metrics();

  void CountDecision(std::string_view endpoint, Operation operation, const Decision& decision,
                     Result result);
  // The changes that the mode keeps from a pod, if it does.
  void CountWithheld(const Decision& decision);
  void CountFailure(std::string_view endpoint, Operation operation);
  void CountMalformed(Malformed reason);
  void CountShed(Shed what);
  void ObserveLoopLag(double seconds) { loop_lag_.Observe(seconds); }
  // From the request's last byte to the beginning of its decision.
  void ObserveQueueTime(double seconds) { queue_time_.Observe(seconds); }
  void SetConnections(const ConnectionCounts& counts);
  void ObserveDuration(std::string_view endpoint, double seconds);
  void CountReload(Reloaded what, ReloadResult result);
  // The hash of the file in force, until the next one; none is rejected any more.
  // By one thread at a time, as SetRejected.
  void SetInForce(Reloaded what, std::string_view hash);
  // The hash of the newest file where it is not the one in force, for its errors.
  void SetRejected(Reloaded what, std::string_view hash);

  // What is to be set anew each time that the text is asked for.
  void BeforeText(std::function<void()> refresh) { refresh_ = std::move(refresh); }
  // Of the certificate that is served.
  void SetCertificateEnd(std::chrono::system_clock::time_point end);

  // In Prometheus' text format.
  [[nodiscard]] std::string Text() const;

 private:
  void CountChanges(std::span<const Change> changes);

  template <typename T>
  using Family = prometheus::Family<T>;

  using CounterByProtection = std::array<prometheus::Counter*, kProtections>;
  [[nodiscard]] CounterByProtection AddChanges();

  prometheus::Registry registry_;
  Family<prometheus::Counter>& requests_;
  Family<prometheus::Histogram>& durations_;
  Family<prometheus::Counter>& findings_;
  const CounterByProtection changes_;
  Family<prometheus::Counter>& withheld_;
  Family<prometheus::Counter>& exempt_;
  Family<prometheus::Counter>& malformed_;
  Family<prometheus::Counter>& reloads_;
  Family<prometheus::Counter>& shed_;
  Family<prometheus::Gauge>& connections_;
  // Of the families above, those that each decision looks something up in.
  Labelled<prometheus::Counter> requests_by_label_{requests_,
                                                   {"endpoint", "operation", "class", "result"}};
  Labelled<prometheus::Histogram> durations_by_label_{durations_, {"endpoint"}};
  Labelled<prometheus::Counter> findings_by_label_{findings_, {"rule", "level"}};
  prometheus::Histogram& loop_lag_;
  prometheus::Histogram& queue_time_;
  std::function<void()> refresh_;
  Family<prometheus::Gauge>& certificate_end_;

  // A family whose one series has the value 1 and tells by its labels.
  struct Info {
    Family<prometheus::Gauge>& family;
    prometheus::Gauge* in_force = nullptr;
    prometheus::Gauge* rejected = nullptr;
  };
  static void Show(Info& info, prometheus::Gauge*& series, std::string_view state,
                   std::string_view hash);
  [[nodiscard]] Info& InfoOf(Reloaded what);

  Info policy_;
  Info estimates_;
  mutable ProcessMetrics process_{registry_};
};

}  // namespace tenure
