#include "policies/pod/calendar_day.h"

#include <array>
#include <cstdio>

#include "policies/pod/scan.h"

namespace tenure {

std::optional<std::chrono::sys_days> TakeDay(std::string_view& text) {
  const auto year = TakeDigits(text, 4);
  const auto month = TakeCharacter(text, "-") ? TakeDigits(text, 2) : std::nullopt;
  const auto day = TakeCharacter(text, "-") ? TakeDigits(text, 2) : std::nullopt;
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::optional<std::chrono::sys_days> ParseDay(std::string_view text) {
  const auto day = TakeDay(text);
  return text.empty() ? day : std::nullopt;
}

std::string DayText(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  std::array<char, 24> text{};
  (void)std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

}  // namespace tenure
