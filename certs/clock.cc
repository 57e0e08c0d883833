#include "certs/clock.h"

#include <array>
#include <ctime>

namespace tenure {
namespace {

constexpr const char* kRfc3339 = "%Y-%m-%dT%H:%M:%SZ";

constexpr std::size_t kLongestDate = 64;

std::tm Calendar(Time when) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
  std::tm calendar{};
  gmtime_r(&seconds, &calendar);
  return calendar;
}

std::string Counted(std::int64_t count, const char* unit) {
  return std::to_string(count) + ' ' + unit + (count == 1 ? "" : "s");
}

}  // namespace

std::string DateText(Time when) {
  const std::tm calendar = Calendar(when);
  std::array<char, kLongestDate> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%F %H:%M UTC", &calendar)};
}

std::string Rfc3339Text(Time when) {
  const std::tm calendar = Calendar(when);
  std::array<char, kLongestDate> text{};
  return {text.data(), std::strftime(text.data(), text.size(), kRfc3339, &calendar)};
}

std::optional<Time> ParseRfc3339(std::string_view text) {
  std::tm calendar{};
  const std::string copy(text);
  const char* end = ::strptime(copy.c_str(), kRfc3339, &calendar);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return std::chrono::system_clock::from_time_t(timegm(&calendar));
}

std::string RoughText(std::chrono::seconds time) {
  using std::chrono::duration_cast;
  if (time >= std::chrono::days{2}) {
    return Counted(duration_cast<std::chrono::days>(time).count(), "day");
  }
  if (time >= std::chrono::hours{2}) {
    return Counted(duration_cast<std::chrono::hours>(time).count(), "hour");
  }
  return Counted(duration_cast<std::chrono::minutes>(time).count(), "minute");
}

}  // namespace tenure
