#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "certs/openssl.h"

namespace tenure {

// Which clients a server talks to: those with a certificate of these CAs.
// Immutable, so that handshakes may share it.
struct ClientTrust {
  std::vector<Certificate> authorities;
  std::unique_ptr<X509_STORE, OpenSslFree<X509_STORE_free>> store;  // the same
  // Common names or DNS names, of which one must be the certificate's; empty: any.
  std::vector<std::string> names;
};

[[nodiscard]] tl::expected<std::shared_ptr<const ClientTrust>, std::string> ReadClientTrust(
    std::string_view ca_pem, std::vector<std::string> names);

// For the certificate callback: without a certificate that is trusted the
// handshake ends with an alert.
[[nodiscard]] bool RequireClient(SSL& connection, const ClientTrust& trust);

}  // namespace tenure
