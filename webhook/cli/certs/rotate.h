#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace tenure {

struct RotateOptions {
  bool in_cluster = false;
  std::string service = "tenure";
  std::string name_space = "tenure-system";
  std::string secret = "tenure-tls";
  std::vector<std::string> mutating = {"00-tenure"};
  std::vector<std::string> validating = {"00-tenure"};
  std::vector<std::string> dns;
  std::vector<std::string> ip;
  std::string life = "90d";
  std::string ca_life = "730d";
  std::string overlap = "7d";
  std::string wait = "60s";
  std::string service_account = "/var/run/secrets/kubernetes.io/serviceaccount";
  bool secret_only = false;
  bool renew = false;
  bool new_ca = false;
  bool dry_run = false;
};

// Does what is due, a line for each step. Returns an ExitStatus: refused where
// something is in the way.
[[nodiscard]] int RunRotate(const RotateOptions& options, std::ostream& out, std::ostream& errors);

// `tenure certs rotate`.
[[nodiscard]] std::shared_ptr<RotateOptions> AddRotate(CLI::App& certs);

}  // namespace tenure
