#include "webhook/server/metrics.h"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <utility>

#include "policies/engine/version.h"

namespace tenure {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

// Seconds, from 50 µs to 10 s: a decision takes microseconds, and the API
// server waits ten seconds by default.
const prometheus::Histogram::BucketBoundaries kBuckets = {
    50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3,
    50e-3, 100e-3, 250e-3, 500e-3, 1,    2.5,    5,    10};

}  // namespace

std::string_view Name(Result result) {
  switch (result) {
    case Result::kLeftAlone:
      return "left_alone";
    case Result::kAllowed:
      return "allowed";
    case Result::kPatched:
      return "patched";
    case Result::kRefused:
      return "refused";
    case Result::kFailed:
      return "failed";
  }
  return "unknown";
}

std::string_view Name(Operation operation) {
  switch (operation) {
    case Operation::kCreate:
      return "CREATE";
    case Operation::kUpdate:
      return "UPDATE";
    case Operation::kDelete:
      return "DELETE";
    case Operation::kConnect:
      return "CONNECT";
  }
  return "unknown";
}

std::string_view Name(Malformed reason) {
  switch (reason) {
    case Malformed::kFraming:
      return "framing";
    case Malformed::kPath:
      return "path";
    case Malformed::kMethod:
      return "method";
    case Malformed::kContentType:
      return "content_type";
    case Malformed::kTooLarge:
      return "too_large";
    case Malformed::kBody:
      return "body";
    case Malformed::kHandshake:
      return "handshake";
    case Malformed::kHandshakeTimeout:
      return "handshake_timeout";
    case Malformed::kHeadTimeout:
      return "head_timeout";
    case Malformed::kBodyTimeout:
      return "body_timeout";
    case Malformed::kWriteTimeout:
      return "write_timeout";
  }
  return "unknown";
}

std::string_view Name(Shed what) {
  switch (what) {
    case Shed::kMemory:
      return "memory";
    case Shed::kQueue:
      return "queue";
    case Shed::kConnections:
      return "connections";
    case Shed::kDescriptors:
      return "descriptors";
  }
  return "unknown";
}

std::string_view Name(Reloaded what) {
  switch (what) {
    case Reloaded::kPolicy:
      return "policy";
    case Reloaded::kEstimates:
      return "estimates";
    case Reloaded::kCertificate:
      return "certificate";
  }
  return "unknown";
}

std::string_view Name(ReloadResult result) {
  switch (result) {
    case ReloadResult::kLoaded:
      return "loaded";
    case ReloadResult::kRejected:
      return "rejected";
    case ReloadResult::kMissing:
      return "missing";
  }
  return "unknown";
}

Metrics::Metrics()
    : requests_(BuildCounter()
                    .Name("tenure_requests_total")
                    .Help("Reviews answered, by endpoint, operation, class and result.")
                    .Register(registry_)),
      durations_(BuildHistogram()
                     .Name("tenure_request_duration_seconds")
                     .Help("Time from the whole request to its answer, without the network.")
                     .Register(registry_)),
      findings_(BuildCounter()
                    .Name("tenure_findings_total")
                    .Help("What rules said of pods, by rule and level.")
                    .Register(registry_)),
      changes_(AddChanges()),
      withheld_(BuildCounter()
                    .Name("tenure_withheld_changes_total")
                    .Help("Edits that the modes warn and audit kept back, by protection and mode.")
                    .Register(registry_)),
      exempt_(BuildCounter()
                  .Name("tenure_exempt_total")
                  .Help("Reviews of pods that the policy exempts, by what it exempts them by.")
                  .Register(registry_)),
      malformed_(BuildCounter()
                     .Name("tenure_malformed_requests_total")
                     .Help("Requests that were no review, by reason.")
                     .Register(registry_)),
      reloads_(BuildCounter()
                   .Name("tenure_reloads_total")
                   .Help("Edits of followed files, by file and result.")
                   .Register(registry_)),
      shed_(BuildCounter()
                .Name("tenure_shed_total")
                .Help("What was given up because there was too much of it, by reason.")
                .Register(registry_)),
      connections_(BuildGauge()
                       .Name("tenure_connections")
                       .Help("Connections of the admission port, by what they wait for.")
                       .Register(registry_)),
      loop_lag_(BuildHistogram()
                    .Name("tenure_loop_lag_seconds")
                    .Help("How long an event loop was away from its sockets.")
                    .Register(registry_)
                    .Add({}, kBuckets)),
      queue_time_(BuildHistogram()
                      .Name("tenure_queue_seconds")
                      .Help("Time from the whole request to the beginning of its decision.")
                      .Register(registry_)
                      .Add({}, kBuckets)),
      certificate_end_(BuildGauge()
                           .Name("tenure_certificate_expiration_timestamp_seconds")
                           .Help("When the certificate that is served ends, in Unix time.")
                           .Register(registry_)),
      policy_{BuildGauge()
                  .Name("tenure_policy_info")
                  .Help("1, with the hash of the policy in force, and of one that was rejected.")
                  .Register(registry_)},
      estimates_{BuildGauge()
                     .Name("tenure_estimates_info")
                     .Help("1, with the hash of the estimates in force, and of rejected ones.")
                     .Register(registry_)} {
  BuildGauge()
      .Name("tenure_build_info")
      .Help("1, with the version of this binary.")
      .Register(registry_)
      .Add({{"version", std::string(kVersion)}})
      .Set(1);
}

void Metrics::CountDecision(std::string_view endpoint, Operation operation,
                            const Decision& decision, Result result) {
  const std::string_view of_class =
      decision.class_name.empty() ? std::string_view("none") : decision.class_name;
  requests_by_label_.With({endpoint, Name(operation), of_class, Name(result)}).Increment();
  for (const Finding& finding : decision.findings) {
    findings_by_label_.With({finding.rule, Name(finding.level)}).Increment();
  }
  if (result == Result::kPatched) CountChanges(decision.changes);
  if (decision.exempt_by != ExemptBy::kNothing) {
    exempt_.Add({{"by", std::string(Name(decision.exempt_by))}}).Increment();
  }
}

void Metrics::CountWithheld(const Decision& decision) {
  if (decision.mode == Level::kEnforce) return;
  for (const Change& change : decision.changes) {
    withheld_
        .Add({{"protection", std::string(Name(change.by))},
              {"mode", std::string(Name(decision.mode))}})
        .Increment();
  }
}

Metrics::CounterByProtection Metrics::AddChanges() {
  auto& family = BuildCounter()
                     .Name("tenure_changes_total")
                     .Help("Edits sent in patches, by the protection that asked for them.")
                     .Register(registry_);
  CounterByProtection counters;
  for (std::size_t by = 0; by < kProtections; ++by) {
    counters[by] = &family.Add({{"protection", std::string(Name(static_cast<Protection>(by)))}});
  }
  return counters;
}

void Metrics::CountChanges(std::span<const Change> changes) {
  for (const Change& change : changes) changes_[static_cast<std::size_t>(change.by)]->Increment();
}

void Metrics::CountFailure(std::string_view endpoint, Operation operation) {
  CountDecision(endpoint, operation, {}, Result::kFailed);
}

void Metrics::CountMalformed(Malformed reason) {
  malformed_.Add({{"reason", std::string(Name(reason))}}).Increment();
}

void Metrics::CountShed(Shed what) { shed_.Add({{"reason", std::string(Name(what))}}).Increment(); }

void Metrics::SetConnections(const ConnectionCounts& counts) {
  for (std::size_t state = 0; state < counts.size(); ++state) {
    connections_.Add({{"state", std::string(kConnectionStateNames[state])}})
        .Set(static_cast<double>(counts[state]));
  }
}

void Metrics::ObserveDuration(std::string_view endpoint, double seconds) {
  durations_by_label_.With({endpoint}, kBuckets).Observe(seconds);
}

void Metrics::CountReload(Reloaded what, ReloadResult result) {
  reloads_.Add({{"file", std::string(Name(what))}, {"result", std::string(Name(result))}})
      .Increment();
}

Metrics::Info& Metrics::InfoOf(Reloaded what) {
  return what == Reloaded::kPolicy ? policy_ : estimates_;
}

// The new one before the old one goes: a scrape in between sees both, never none.
void Metrics::Show(Info& info, prometheus::Gauge*& series, std::string_view state,
                   std::string_view hash) {
  prometheus::Gauge* const old = series;
  series = &info.family.Add({{"hash", std::string(hash)}, {"state", std::string(state)}});
  series->Set(1);
  if (old != nullptr && old != series) info.family.Remove(old);
}

void Metrics::SetInForce(Reloaded what, std::string_view hash) {
  Info& info = InfoOf(what);
  Show(info, info.in_force, "in_force", hash);
  if (info.rejected != nullptr) info.family.Remove(std::exchange(info.rejected, nullptr));
}

void Metrics::SetRejected(Reloaded what, std::string_view hash) {
  Info& info = InfoOf(what);
  Show(info, info.rejected, "rejected", hash);
}

void Metrics::SetCertificateEnd(std::chrono::system_clock::time_point end) {
  certificate_end_.Add({}).Set(std::chrono::duration<double>(end.time_since_epoch()).count());
}

std::string Metrics::Text() const {
  if (refresh_) refresh_();
  process_.Refresh();
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

}  // namespace tenure
