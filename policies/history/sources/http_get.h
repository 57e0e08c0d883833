#pragma once

#include <cstddef>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace tenure {

// How to reach an HTTP API.
struct HttpOptions {
  std::string url;                // http://prometheus.monitoring:9090, also with a path
  std::string ca_file;            // empty: the system's
  std::string bearer_token_file;  // empty: none; read for each request, since tokens rotate
};

inline constexpr std::size_t kLargestResponse = std::size_t{256} << 20;

// GET of options.url + path with these parameters. The error names the server.
[[nodiscard]] tl::expected<std::string, std::string> HttpGet(
    const HttpOptions& options, const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace tenure
