#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "certs/clock.h"

namespace tenure {

struct IssueOptions {
  std::string folder;
  std::string service = "tenure";
  std::string name_space = "tenure-system";
  std::vector<std::string> dns;
  std::vector<std::string> ip;
  std::string client;  // a common name: a client certificate instead
  std::string life = "90d";
  std::string ca_life = "730d";
  std::string ca_file;      // empty: FOLDER/ca.crt
  std::string ca_key_file;  // empty: FOLDER/ca.key
};

// Writes a certificate, its key and, where the folder has none, a CA. Returns
// an ExitStatus.
[[nodiscard]] int RunIssue(const IssueOptions& options, std::ostream& out, std::ostream& errors,
                           Time now);

// `tenure certs issue`.
[[nodiscard]] std::shared_ptr<IssueOptions> AddIssue(CLI::App& certs);

}  // namespace tenure
