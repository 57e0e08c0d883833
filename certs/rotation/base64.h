#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenure {

// As in a Secret's data and a caBundle: with padding, without line breaks
// (RFC 4648, section 4).
[[nodiscard]] std::string ToBase64(std::string_view bytes);
[[nodiscard]] std::optional<std::string> FromBase64(std::string_view text);

}  // namespace tenure
