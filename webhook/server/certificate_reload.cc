#include "webhook/server/certificate_reload.h"

#include <algorithm>
#include <string>

#include "certs/certificate.h"

namespace tenure {
namespace {

// Two weeks are enough for people; what lives for days is renewed by machines.
constexpr std::chrono::days kLongestWarning{14};
constexpr int kLifeToWarning = 4;
constexpr std::chrono::days kWarnAgain{1};

Time::duration WarningBefore(const Identity& identity) {
  return std::min<Time::duration>(kLongestWarning,
                                  (identity.not_after - identity.not_before) / kLifeToWarning);
}

}  // namespace

void CertificateReload::Poll(Time now) {
  if (const auto reload = identity_->Poll(now)) {
    if (reload->result == IdentityReload::Result::kLoaded) {
      TellLoaded();
    } else {
      TellRejected(reload->error);
    }
  }
  WarnOfTheEnd(now);
}

void CertificateReload::TellLoaded() {
  const auto identity = identity_->Current();
  warned_.reset();
  metrics_.SetCertificateEnd(identity->not_after);
  metrics_.CountReload(Reloaded::kCertificate, ReloadResult::kLoaded);
  log_.Write(log_.Line("certificate_loaded")
                 .Add("serial", SerialText(*identity->leaf))
                 .Add("issuer", IssuerText(*identity->leaf))
                 .Add("ends", Rfc3339Text(identity->not_after))
                 .AddList("names", AlternativeNames(*identity->leaf)));
}

void CertificateReload::TellRejected(const std::string& error) {
  const auto identity = identity_->Current();
  metrics_.CountReload(Reloaded::kCertificate, ReloadResult::kRejected);
  log_.Write(log_.Line("certificate_rejected")
                 .Add("level", "error")
                 .Add("error", error)
                 .Add("consequence",
                      identity->HasCertificate()
                          ? "the last good one is served, until " + Rfc3339Text(identity->not_after)
                          : "not ready until there is a good one"));
}

void CertificateReload::WarnOfTheEnd(Time now) {
  const auto identity = identity_->Current();
  if (!identity->HasCertificate() || now < identity->not_after - WarningBefore(*identity)) return;
  if (warned_ && now < *warned_ + kWarnAgain) return;
  warned_ = now;
  const bool is_over = now >= identity->not_after;
  log_.Write(log_.Line(is_over ? "certificate_expired" : "certificate_ends_soon")
                 .Add("level", is_over ? "error" : "warning")
                 .Add("ends", Rfc3339Text(identity->not_after))
                 .Add("serial", SerialText(*identity->leaf))
                 .Add("consequence", is_over ? "not ready: API servers refuse it"
                                             : "renew it: see docs/certificates.md"));
}

}  // namespace tenure
