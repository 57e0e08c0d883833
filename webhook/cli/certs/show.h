#pragma once

#include <CLI/CLI.hpp>
#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "certs/clock.h"

namespace tenure {

struct ShowOptions {
  std::string file;  // "-": standard input
  std::string key_file;
  std::string ca_file;
  std::vector<std::string> names;
  bool json = false;
};

struct ShowStreams {
  std::istream& in;
  std::ostream& out;
  std::ostream& errors;
};

// Explains a certificate, chain or CA bundle as it would be judged at `now`.
// Returns an ExitStatus: refused where clients would not take it.
[[nodiscard]] int RunShow(const ShowOptions& options, const ShowStreams& streams, Time now);

// `tenure certs show`.
[[nodiscard]] std::shared_ptr<ShowOptions> AddShow(CLI::App& certs);

}  // namespace tenure
