#include "certs/rotation/carry_out.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "certs/certificate.h"

namespace tenure {
namespace {

using Done = tl::expected<void, std::string>;

Done NewCa(const RotationOptions& options, Time now, std::optional<Issued>& ca) {
  auto issued = IssueCa("Tenure CA " + Rfc3339Text(now), now, options.ca_life);
  if (!issued) return tl::unexpected(issued.error());
  ca = std::move(*issued);
  return {};
}

// No certificate outlives its CA.
Done NewServer(const RotationOptions& options, Time now, StoredCertificates& stored) {
  const auto left =
      std::chrono::duration_cast<std::chrono::hours>(NotAfter(*stored.ca->certificate) - now);
  auto issued = IssueServer(*stored.ca, options.names, now, std::min(options.life, left));
  if (!issued) return tl::unexpected(issued.error());
  stored.server = std::move(*issued);
  return {};
}

Done Switch(const RotationOptions& options, Time now, StoredCertificates& stored) {
  if (stored.ca && IsValidAt(*stored.ca->certificate, now)) {
    stored.previous_cas.push_back(std::move(stored.ca->certificate));
  }
  if (!stored.previous_cas.empty()) stored.previous_cas_since = now;
  stored.ca = std::exchange(stored.next_ca, std::nullopt);
  stored.next_ca_trusted_since.reset();
  return NewServer(options, now, stored);
}

Done KeepTrusting(std::vector<Certificate> authorities, Time now, StoredCertificates& stored) {
  std::ranges::move(authorities, std::back_inserter(stored.previous_cas));
  stored.previous_cas_since = now;
  return {};
}

}  // namespace

bool ChangesTheSecret(StepKind kind) {
  switch (kind) {
    case StepKind::kKeepTrusting:
    case StepKind::kIssueFirst:
    case StepKind::kIssueNextCa:
    case StepKind::kNoteTrusted:
    case StepKind::kSwitchCa:
    case StepKind::kForgetPrevious:
    case StepKind::kRenewServer:
      return true;
    case StepKind::kRefuse:
    case StepKind::kCreateSecret:
    case StepKind::kTrust:
    case StepKind::kWait:
    case StepKind::kNothing:
      return false;
  }
  return false;
}

Done CarryOut(Step step, const RotationOptions& options, Time now, StoredCertificates& stored) {
  switch (step.kind) {
    case StepKind::kKeepTrusting:
      return KeepTrusting(std::move(step.authorities), now, stored);
    case StepKind::kIssueFirst:
      return NewCa(options, now, stored.ca).and_then([&] {
        return NewServer(options, now, stored);
      });
    case StepKind::kIssueNextCa:
      stored.next_ca_trusted_since.reset();
      return NewCa(options, now, stored.next_ca);
    case StepKind::kNoteTrusted:
      stored.next_ca_trusted_since = now;
      return {};
    case StepKind::kSwitchCa:
      return Switch(options, now, stored);
    case StepKind::kForgetPrevious:
      stored.previous_cas.clear();
      stored.previous_cas_since.reset();
      return {};
    case StepKind::kRenewServer:
      return NewServer(options, now, stored);
    default:
      return tl::unexpected(std::string("this step does not change the Secret"));
  }
}

}  // namespace tenure
