// Durations as the policy writes them: 90s, 15m, 6h, 12d, 1d12h; 0 is off.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace tenure::wrapper {

std::optional<std::chrono::seconds> ParseDuration(std::string_view text);

// Somewhere in [0.9, 1.1] of the interval: the pods of one node or of one
// volume must not all write their checkpoints in the same minute.
std::chrono::milliseconds Jittered(std::chrono::seconds interval);

}  // namespace tenure::wrapper
