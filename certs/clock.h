#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tenure {

// Certificates are judged by the time that the caller passes, so that tests
// can move it.
using Time = std::chrono::system_clock::time_point;

// "2026-01-31 23:59 UTC", for people.
[[nodiscard]] std::string DateText(Time when);

// "2026-01-31T23:59:07Z" (RFC 3339), for machines.
[[nodiscard]] std::string Rfc3339Text(Time when);
// Only what Rfc3339Text writes.
[[nodiscard]] std::optional<Time> ParseRfc3339(std::string_view text);

// "12 days", "5 hours", "3 minutes": how long a time is, rounded down.
[[nodiscard]] std::string RoughText(std::chrono::seconds time);

}  // namespace tenure
