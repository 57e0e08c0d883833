#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tenure {

struct Address {
  std::string host = "0.0.0.0";
  int port = 0;  // 0: any that is free
};

// "0.0.0.0:8443", "[::]:8443", ":8443". The error reads after `"TEXT" is `.
[[nodiscard]] tl::expected<Address, std::string> ParseAddress(std::string_view text);

}  // namespace tenure
