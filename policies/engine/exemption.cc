#include "policies/engine/exemption.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "policies/engine/quoted.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

using std::chrono::sys_days;
using std::chrono::system_clock;

constexpr std::string_view kUntil = "until=";
constexpr std::chrono::days kNotice{14};

// All digits; at most nine of them.
std::optional<unsigned> Number(std::string_view digits) {
  unsigned number = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(digit - '0');
  }
  return number;
}

// ISO 8601, and a day that there is.
std::optional<sys_days> ParseDate(std::string_view text) {
  if (text.size() != std::string_view("2027-01-31").size() || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto year = Number(text.substr(0, 4));
  const auto month = Number(text.substr(5, 2));
  const auto day = Number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(*month), std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

sys_days DayOf(system_clock::time_point now) { return std::chrono::floor<std::chrono::days>(now); }

}  // namespace

tl::expected<Exemption, std::string> Exemption::Parse(std::string_view text) {
  Exemption exemption{.reason = Trimmed(text, IsSpace)};
  const std::size_t space = exemption.reason.rfind(' ');
  const std::string_view last =
      space == std::string_view::npos ? exemption.reason : exemption.reason.substr(space + 1);
  if (last.starts_with(kUntil)) {
    const std::string_view date = last.substr(kUntil.size());
    exemption.until = ParseDate(date);
    if (!exemption.until) {
      return tl::unexpected(QuotedBriefly(date) + " is not a date; write until=2027-01-31");
    }
    exemption.reason.remove_suffix(last.size());
    exemption.reason = Trimmed(exemption.reason, IsSpace);
  }
  if (exemption.reason.empty()) {
    return tl::unexpected(
        std::string("gives no reason; write why, and until=2027-01-31 if it ends"));
  }
  return exemption;
}

bool Exemption::HasEnded(system_clock::time_point now) const {
  return until && DayOf(now) > *until;
}

std::optional<std::string> Exemption::EndsSoon(system_clock::time_point now) const {
  if (!until || HasEnded(now) || *until - DayOf(now) > kNotice) return std::nullopt;
  return DateText(*until);
}

std::string DateText(sys_days day) {
  const std::chrono::year_month_day date(day);
  std::array<char, 24> text{};
  (void)std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

}  // namespace tenure
