#pragma once

#include <string>
#include <string_view>

namespace tenure {

// For messages: at most 60 bytes of it, cut between characters, with control
// characters (which quoted scalars can bring in) shown as "?".
[[nodiscard]] std::string Clipped(std::string_view text);

// The same in double quotes.
[[nodiscard]] std::string Quoted(std::string_view text);

}  // namespace tenure
