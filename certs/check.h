#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "certs/clock.h"
#include "certs/openssl.h"

namespace tenure {

enum class Role : std::uint8_t { kServer, kClient };

// A certificate with what comes with it, and what is asked of it.
struct LeafCheck {
  const X509& leaf;
  Role role = Role::kServer;
  std::span<const Certificate> chain;        // without the leaf, in the order in which it is sent
  std::span<const Certificate> authorities;  // CAs that the other side trusts; empty: not asked
  std::span<const std::string> names;        // DNS names and addresses that a server must be for
  Time now;
};

// Why the other side would not take it: all reasons at once, as sentences
// without a full stop. Empty: it does.
//
// What an API server asks for is what Go's crypto/x509 does: names in
// subjectAltName only, no SHA-1, no RSA key of less than 1024 bits; we ask for 2048.
[[nodiscard]] std::vector<std::string> ProblemsOf(const LeafCheck& check);

// The same for a CA of a caBundle or of client certificates.
[[nodiscard]] std::vector<std::string> ProblemsOfCa(const X509& certificate, Time now);

// "expired on 2026-01-31 23:59 UTC", "not valid before …"; empty: valid.
[[nodiscard]] std::string DateProblem(const X509& certificate, Time now);

}  // namespace tenure
