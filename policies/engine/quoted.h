#pragma once

#include <string>
#include <string_view>

namespace tenure {

// Somebody's text as part of a message, which has to stay below 120 bytes.
[[nodiscard]] std::string QuotedBriefly(std::string_view text);

}  // namespace tenure
