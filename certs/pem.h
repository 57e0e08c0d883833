#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "certs/openssl.h"

namespace tenure {

// Every certificate of a PEM text, in its order. The error is a sentence
// without a full stop: "has no certificate".
[[nodiscard]] tl::expected<std::vector<Certificate>, std::string> ReadCertificates(
    std::string_view pem);

// The private key of a PEM text; a key under a passphrase is an error, nobody
// is asked for one.
[[nodiscard]] tl::expected<PrivateKey, std::string> ReadPrivateKey(std::string_view pem);

[[nodiscard]] std::string ToPem(const X509& certificate);
[[nodiscard]] std::string ToPem(const EVP_PKEY& key);  // PKCS #8

}  // namespace tenure
