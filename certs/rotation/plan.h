#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "certs/clock.h"
#include "certs/openssl.h"
#include "certs/rotation/state.h"

namespace tenure {

enum class StepKind : std::uint8_t {
  kRefuse,          // nothing may be done; `why` says what a person should do
  kCreateSecret,    // empty
  kKeepTrusting,    // remember CAs that servers may still show certificates of
  kIssueFirst,      // CA and server certificate at once: nobody trusts anything yet
  kIssueNextCa,     // to be trusted before it signs
  kTrust,           // write the bundle into a registration
  kNoteTrusted,     // the next CA is in every registration: the overlap begins
  kSwitchCa,        // the next CA becomes the CA, and signs
  kForgetPrevious,  // the overlap is over
  kRenewServer,     // a new server certificate of the same CA
  kWait,            // for a registration that is not there
  kNothing,         // until `due`
};

struct Step {
  StepKind kind = StepKind::kNothing;
  std::string why;                       // for people: "the server's certificate ends …"
  std::size_t registration = 0;          // kTrust, kWait: which one
  std::vector<Certificate> authorities;  // kKeepTrusting
  Time due;                              // kNothing
};

// The one thing to do next. Each step leaves a state in which API servers trust
// what servers show, so that whoever does them may end after any of them and
// begin again. Pure: the same state, options and time make the same step.
[[nodiscard]] Step PlanRotation(const RotationState& state, const RotationOptions& options,
                                Time now);

// What registrations are to trust: PEM.
[[nodiscard]] std::string BundleOf(const StoredCertificates& stored);

}  // namespace tenure
