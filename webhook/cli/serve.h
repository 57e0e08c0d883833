#pragma once

#include <string>

#include "policies/language/checkpoint.h"
#include "webhook/cli/commands.h"
#include "webhook/cli/serve_tls.h"
#include "webhook/server/log.h"

namespace tenure {

// The options of `tenure serve`, as they were written.
struct ServeOptions {
  std::string policy;     // empty: the built-in one
  std::string estimates;  // empty: none
  std::string listen = "0.0.0.0:8443";
  std::string probe_listen = "0.0.0.0:8081";
  TlsOptions tls;
  std::string drain = "5s";
  std::size_t loops = 0;  // 0: one per core
  Ceiling ceiling;
  std::size_t recent_count = 10'000;
  bool export_recent = false;
  LogFormat log_format = LogFormat::kJson;
  LogSampling log_sampling;
};

// `tenure serve`: the admission webhook server.
[[nodiscard]] Command AddServe(CLI::App& program);

}  // namespace tenure
