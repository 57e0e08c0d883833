#include "certs/rotation/plan.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "certs/certificate.h"
#include "certs/check.h"
#include "certs/pem.h"

namespace tenure {
namespace {

struct View {
  const RotationState& state;
  const RotationOptions& options;
  Time now;

  [[nodiscard]] const StoredCertificates& stored() const { return state.stored; }
  [[nodiscard]] bool IsUsable(const std::optional<Issued>& ca) const {
    return ca && IsValidAt(*ca->certificate, now);
  }
};

using Proposal = std::optional<Step>;

// At two thirds of its life: a third is left to notice that something is wrong.
Time RenewalOf(const X509& certificate) {
  const Time issued = NotBefore(certificate) + kClockSlack;
  return issued + (NotAfter(certificate) - issued) * 2 / 3;
}

// Early enough for both overlaps and a full life of the last certificate.
Time RenewalOfCa(const View& view) {
  const X509& ca = *view.stored().ca->certificate;
  const auto needed = view.options.life + 2 * view.options.overlap;
  return std::min(RenewalOf(ca), NotAfter(ca) - needed);
}

std::vector<const X509*> TrustedCas(const StoredCertificates& stored) {
  std::vector<const X509*> trusted;
  if (stored.ca) trusted.push_back(stored.ca->certificate.get());
  if (stored.next_ca) trusted.push_back(stored.next_ca->certificate.get());
  for (const Certificate& previous : stored.previous_cas) trusted.push_back(previous.get());
  return trusted;
}

bool IsServerTrusted(const StoredCertificates& stored) {
  return stored.server && std::ranges::any_of(TrustedCas(stored), [&](const X509* authority) {
           return IsSignedBy(*stored.server->certificate, *authority);
         });
}

// Why the server certificate cannot stay, whoever signed it; empty: it can.
std::string ServerProblem(const View& view) {
  if (!view.stored().server) return "there is no server certificate that can be read";
  const X509& server = *view.stored().server->certificate;
  const std::string dates = DateProblem(server, view.now);
  if (!dates.empty()) return "the server certificate " + dates;
  for (const auto* names : {&view.options.names.dns, &view.options.names.ip}) {
    for (const std::string& name : *names) {
      if (!IsFor(server, name)) return "the server certificate is not for " + name;
    }
  }
  return {};
}

// When the next CA takes over. What servers show would end before a long
// overlap does: half of what is left is enough to wait.
Time SwitchTime(const View& view) {
  const StoredCertificates& stored = view.stored();
  const Time since = *stored.next_ca_trusted_since;
  if (view.IsUsable(stored.ca)) {
    const auto left = NotAfter(*stored.ca->certificate) - since;
    return since + std::min<Time::duration>(view.options.overlap, left / 2);
  }
  if (!IsServerTrusted(stored) || !ServerProblem(view).empty()) return since;
  const auto left = NotAfter(*stored.server->certificate) - since;
  return since + std::min<Time::duration>(view.options.overlap, left / 2);
}

// --- The rules, in the order in which they are asked. ---

Proposal LeaveOthersAlone(const View& view) {
  if (!view.stored().is_of_somebody_else) return std::nullopt;
  return Step{.kind = StepKind::kRefuse,
              .why =
                  "the Secret holds a certificate that was not made here (no annotation "
                  "tenure.dev/certificates: self-managed); leave it to who made it, or delete "
                  "the Secret and run this again"};
}

Proposal DistrustTheClock(const View& view) {
  const StoredCertificates& stored = view.stored();
  for (const auto* issued : {&stored.ca, &stored.next_ca, &stored.server}) {
    if (!*issued || NotBefore(*(*issued)->certificate) <= view.now) continue;
    return Step{.kind = StepKind::kRefuse,
                .why = "the clock says " + DateText(view.now) + ", but " +
                       SubjectText(*(*issued)->certificate) + " is not valid before " +
                       DateText(NotBefore(*(*issued)->certificate)) +
                       "; set the clock, nothing was changed"};
  }
  return std::nullopt;
}

Proposal CreateSecret(const View& view) {
  if (view.state.secret_exists) return std::nullopt;
  return Step{.kind = StepKind::kCreateSecret, .why = "there is no Secret"};
}

void AddNewCas(const View& view, const std::string& bundle, std::vector<Certificate>& found) {
  auto certificates = ReadCertificates(bundle);
  if (!certificates) return;
  for (Certificate& certificate : *certificates) {
    const auto is_same = [&](const X509* other) { return IsSame(*certificate, *other); };
    const bool is_known =
        std::ranges::any_of(TrustedCas(view.stored()), is_same) ||
        std::ranges::any_of(found, [&](const Certificate& other) { return is_same(other.get()); });
    if (!is_known && IsCa(*certificate) && IsValidAt(*certificate, view.now)) {
      found.push_back(std::move(certificate));
    }
  }
}

// CAs that registrations trust and the Secret has lost, as far as servers may
// still show a certificate of theirs. The Secret was deleted, or edited by hand.
std::vector<Certificate> LostCas(const View& view) {
  const StoredCertificates& stored = view.stored();
  std::vector<Certificate> found;
  if (IsServerTrusted(stored) || (!stored.server && view.IsUsable(stored.ca))) return found;
  for (const Registration& registration : view.state.registrations) {
    for (const std::string& bundle : registration.bundles) AddNewCas(view, bundle, found);
  }
  if (stored.server) {
    std::erase_if(found, [&](const Certificate& authority) {
      return !IsSignedBy(*stored.server->certificate, *authority);
    });
  }
  return found;
}

Proposal KeepTrusting(const View& view) {
  const StoredCertificates& stored = view.stored();
  auto lost = LostCas(view);
  const bool has_no_date = !stored.previous_cas.empty() && !stored.previous_cas_since;
  if (lost.empty() && !has_no_date) return std::nullopt;
  return Step{.kind = StepKind::kKeepTrusting,
              .why = "servers may still show certificates of a CA that the Secret does not tell of",
              .authorities = std::move(lost)};
}

Proposal IssueFirst(const View& view) {
  const StoredCertificates& stored = view.stored();
  const bool has_ca = view.IsUsable(stored.ca) || view.IsUsable(stored.next_ca);
  if (has_ca || stored.server || !stored.previous_cas.empty()) return std::nullopt;
  return Step{.kind = StepKind::kIssueFirst, .why = "the Secret has no certificate yet"};
}

Proposal ReplaceLostCa(const View& view) {
  const StoredCertificates& stored = view.stored();
  if (view.IsUsable(stored.ca) || view.IsUsable(stored.next_ca)) return std::nullopt;
  return Step{.kind = StepKind::kIssueNextCa, .why = "there is no CA that can sign"};
}

Proposal Trust(const View& view) {
  const std::string bundle = BundleOf(view.stored());
  for (std::size_t i = 0; i < view.state.registrations.size(); ++i) {
    const Registration& registration = view.state.registrations[i];
    if (std::ranges::all_of(registration.bundles,
                            [&](const std::string& present) { return present == bundle; })) {
      continue;
    }
    return Step{.kind = StepKind::kTrust,
                .why = "its caBundle is not that of the Secret",
                .registration = i};
  }
  return std::nullopt;
}

Proposal NoteTrusted(const View& view) {
  if (!view.stored().next_ca || view.stored().next_ca_trusted_since) return std::nullopt;
  return Step{.kind = StepKind::kNoteTrusted, .why = "every registration trusts the next CA"};
}

Proposal SwitchCa(const View& view) {
  const StoredCertificates& stored = view.stored();
  if (!view.IsUsable(stored.next_ca)) return std::nullopt;
  if (view.now < SwitchTime(view)) return std::nullopt;
  return Step{.kind = StepKind::kSwitchCa,
              .why = "the next CA is trusted since " + DateText(*stored.next_ca_trusted_since)};
}

Proposal ForgetPrevious(const View& view) {
  const StoredCertificates& stored = view.stored();
  if (stored.previous_cas.empty()) return std::nullopt;
  if (*stored.previous_cas_since + view.options.overlap > view.now) return std::nullopt;
  return Step{.kind = StepKind::kForgetPrevious,
              .why = "the overlap has passed, which began " + DateText(*stored.previous_cas_since)};
}

Proposal RenewServer(const View& view) {
  const StoredCertificates& stored = view.stored();
  if (!view.IsUsable(stored.ca)) return std::nullopt;
  std::string why = ServerProblem(view);
  if (why.empty() && !IsSignedBy(*stored.server->certificate, *stored.ca->certificate)) {
    why = "the server certificate is not of the CA";
  }
  if (why.empty() && view.options.renew) why = "it was asked for";
  if (why.empty() && RenewalOf(*stored.server->certificate) <= view.now) {
    why = "the server certificate ends " + DateText(NotAfter(*stored.server->certificate));
  }
  if (why.empty()) return std::nullopt;
  return Step{.kind = StepKind::kRenewServer, .why = std::move(why)};
}

Proposal BeginNextCa(const View& view) {
  const StoredCertificates& stored = view.stored();
  if (view.IsUsable(stored.next_ca)) return std::nullopt;
  if (!view.options.new_ca && view.now < RenewalOfCa(view)) return std::nullopt;
  return Step{.kind = StepKind::kIssueNextCa,
              .why = view.options.new_ca
                         ? "it was asked for"
                         : "the CA ends " + DateText(NotAfter(*stored.ca->certificate))};
}

Proposal Wait(const View& view) {
  const auto missing = std::ranges::find(view.state.registrations, false, &Registration::exists);
  if (missing == view.state.registrations.end()) return std::nullopt;
  return Step{.kind = StepKind::kWait,
              .why = "there is no " + missing->text,
              .registration = static_cast<std::size_t>(missing - view.state.registrations.begin())};
}

Step Rest(const View& view) {
  const StoredCertificates& stored = view.stored();
  Step step{.kind = StepKind::kNothing, .why = {}, .due = Time::max()};
  if (stored.server) step.due = RenewalOf(*stored.server->certificate);
  if (stored.next_ca && stored.next_ca_trusted_since) {
    step.due = std::min(step.due, SwitchTime(view));
  } else if (stored.ca) {
    step.due = std::min(step.due, RenewalOfCa(view));
  }
  if (stored.previous_cas_since) {
    step.due = std::min(step.due, *stored.previous_cas_since + view.options.overlap);
  }
  return step;
}

using Rule = Proposal (*)(const View&);

constexpr std::array<Rule, 5> kOfTheSecret = {LeaveOthersAlone, DistrustTheClock, CreateSecret,
                                              KeepTrusting, IssueFirst};
constexpr std::array<Rule, 8> kOfTheRegistrations = {
    ReplaceLostCa, Trust, NoteTrusted, SwitchCa, ForgetPrevious, RenewServer, BeginNextCa, Wait};

template <std::size_t n>
Proposal First(const std::array<Rule, n>& rules, const View& view) {
  for (const Rule rule : rules) {
    if (auto step = rule(view)) return step;
  }
  return std::nullopt;
}

}  // namespace

Step PlanRotation(const RotationState& state, const RotationOptions& options, Time now) {
  const View view{.state = state, .options = options, .now = now};
  if (auto step = First(kOfTheSecret, view)) return std::move(*step);
  if (!options.secret_only) {
    if (auto step = First(kOfTheRegistrations, view)) return std::move(*step);
  }
  return Rest(view);
}

std::string BundleOf(const StoredCertificates& stored) {
  // By age: a CA that becomes another kind of CA is no reason to write.
  std::vector<std::pair<Time, std::string>> by_age;
  for (const X509* authority : TrustedCas(stored)) {
    by_age.emplace_back(NotBefore(*authority), ToPem(*authority));
  }
  std::ranges::sort(by_age);
  std::string bundle;
  for (const auto& [age, pem] : by_age) bundle += pem;
  return bundle;
}

}  // namespace tenure
