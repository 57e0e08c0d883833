// Signals by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenure::wrapper {

// TERM, SIGTERM and 15 are the same.
std::optional<int> ParseSignal(std::string_view text);

// "SIGTERM"; "signal 40" for those without a name.
std::string SignalName(int signal);

}  // namespace tenure::wrapper
