#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tenure {

// Days of the calendar in UTC, as ISO 8601 writes them: "2027-01-31".

// Nothing where the text is more or less than a day, or one that no calendar
// has, such as 2027-02-31.
[[nodiscard]] std::optional<std::chrono::sys_days> ParseDay(std::string_view text);

// Cuts a day off the front of the text, for what goes on with a time.
[[nodiscard]] std::optional<std::chrono::sys_days> TakeDay(std::string_view& text);

[[nodiscard]] std::string DayText(std::chrono::sys_days day);

}  // namespace tenure
