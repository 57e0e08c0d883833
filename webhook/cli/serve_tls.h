#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "certs/reloading_identity.h"

namespace tenure {

// What `tenure serve` is told of TLS, as it was written.
struct TlsOptions {
  std::string certificate;
  std::string key;
  std::string self_signed;  // a folder, instead of both
  std::vector<std::string> names;
  std::string client_ca;
  std::vector<std::string> client_names;
};

void AddTlsOptions(CLI::App& parser, TlsOptions& options);

// The files to follow; makes self-signed ones. The error is that they could
// not be made: files that are not there yet are waited for.
[[nodiscard]] tl::expected<IdentityFiles, std::string> FindIdentityFiles(const TlsOptions& options,
                                                                         Time now);

}  // namespace tenure
