#pragma once

#include <cstdint>
#include <string_view>

namespace tenure {

// What becomes of a finding; from the weakest to the strongest, so that where
// the mode, an override and a rule disagree, the smallest wins.
enum class Level : std::uint8_t {
  kOff,      // not looked at
  kAudit,    // logs, metrics and audit annotations only
  kWarn,     // said to the user, nothing is refused
  kEnforce,  // refused
};

[[nodiscard]] constexpr std::string_view Name(Level level) {
  switch (level) {
    case Level::kOff:
      return "off";
    case Level::kAudit:
      return "audit";
    case Level::kWarn:
      return "warn";
    case Level::kEnforce:
      return "enforce";
  }
  return "off";
}

[[nodiscard]] constexpr Level Weaker(Level a, Level b) { return a < b ? a : b; }

}  // namespace tenure
