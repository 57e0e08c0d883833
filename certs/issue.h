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

// Those of a Service: the API server verifies SERVICE.NAMESPACE.svc
// (apiserver/pkg/util/webhook/client.go), people use the shorter ones.
[[nodiscard]] ServerNames NamesOfService(const std::string& service, const std::string& name_space);

// Certificates start an hour ago, for clocks that are behind.
inline constexpr std::chrono::hours kClockSlack{1};

// A CA that may sign server certificates and nothing else.
[[nodiscard]] tl::expected<Issued, std::string> IssueCa(const std::string& common_name, Time now,
                                                        std::chrono::hours life);

// A server certificate, signed by `ca`, for these names, of which there is at
// least one and which hold no comma. Its common name is the first DNS name.
// That it does not outlive `ca` is for the caller to see to.
[[nodiscard]] tl::expected<Issued, std::string> IssueServer(const Issued& ca,
                                                            const ServerNames& names, Time now,
                                                            std::chrono::hours life);

// For a client that a server knows by its common name.
[[nodiscard]] tl::expected<Issued, std::string> IssueClient(const Issued& ca,
                                                            const std::string& common_name,
                                                            Time now, std::chrono::hours life);

}  // namespace tenure
