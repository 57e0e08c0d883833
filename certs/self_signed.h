#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "certs/clock.h"
#include "certs/identity.h"

namespace tenure {

// A server certificate made on the spot, with a CA of its own: for trying the
// server out, and for tests. The folder has
//   ca.crt   for clients (caBundle, curl --cacert)
//   tls.crt  the server's certificate
//   tls.key  its key, readable by the owner only
// The CA's key is written nowhere.
//
// What the folder has already is used again while it has a week to live; else
// all three are made anew, and clients need the new ca.crt. The folder is
// created if need be.
[[nodiscard]] tl::expected<Identity, std::string> SelfSigned(const std::filesystem::path& folder,
                                                             Time now);

}  // namespace tenure
