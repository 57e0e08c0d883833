#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenure {

// Text for a terminal. Widths are counted in characters of UTF-8.

[[nodiscard]] std::size_t Width(std::string_view text);

// At most `width` characters; what was cut is shown as "…". Control characters
// become spaces, so that no input can drive the terminal.
[[nodiscard]] std::string Clipped(std::string_view text, std::size_t width);

// Followed by spaces up to `width`.
[[nodiscard]] std::string Padded(std::string_view text, std::size_t width);

// Broken between words into lines of at most `width`, longer words apart.
[[nodiscard]] std::vector<std::string> Wrapped(std::string_view text, std::size_t width);

}  // namespace tenure
