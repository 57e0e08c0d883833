#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tenure {

// The pattern with each "{}" filled by a name, in at most `limit` bytes: where
// they are too long, the longest names are cut first, and "..." tells. What
// the pattern itself says is never cut.
[[nodiscard]] std::string Fitted(std::string_view pattern, std::span<const std::string_view> names,
                                 std::size_t limit);

}  // namespace tenure
