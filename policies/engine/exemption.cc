#include "policies/engine/exemption.h"

#include "policies/engine/quoted.h"
#include "policies/pod/calendar_day.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

using std::chrono::sys_days;
using std::chrono::system_clock;

constexpr std::string_view kUntil = "until=";
constexpr std::chrono::days kNotice{14};

sys_days DayOf(system_clock::time_point now) { return std::chrono::floor<std::chrono::days>(now); }

}  // namespace

tl::expected<Exemption, std::string> Exemption::Parse(std::string_view text) {
  Exemption exemption{.reason = Trimmed(text, IsSpace)};
  const std::size_t space = exemption.reason.rfind(' ');
  const std::string_view last =
      space == std::string_view::npos ? exemption.reason : exemption.reason.substr(space + 1);
  if (last.starts_with(kUntil)) {
    const std::string_view date = last.substr(kUntil.size());
    exemption.until = ParseDay(date);
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
  return DayText(*until);
}

}  // namespace tenure
