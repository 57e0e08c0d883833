#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "certs/rotation/state.h"

namespace tenure {

// A Secret of our kind, as JSON of core/v1. Its data:
//   tls.crt, tls.key          what servers mount; nothing else of it is theirs
//   ca.crt, ca.key            the CA that signs
//   next-ca.crt, next-ca.key  the one that will
//   previous-ca.crt           those that are still trusted
// Annotations say that it is managed here, since when the next CA is trusted,
// and since when the previous ones are previous.

// An empty one, to be created.
[[nodiscard]] nlohmann::json EmptySecret(const std::string& name_space, const std::string& name);

[[nodiscard]] StoredCertificates ReadSecret(const nlohmann::json& secret);

// Puts the certificates into the Secret and leaves the rest of it as it is.
void WriteSecret(const StoredCertificates& stored, nlohmann::json& secret);

}  // namespace tenure
