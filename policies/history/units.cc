#include "policies/history/units.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include "policies/pod/calendar_day.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

struct Unit {
  std::string_view name;
  double size;
};

constexpr std::array kTimeUnits = {Unit{"ms", 0.001},  Unit{"milli", 0.001}, Unit{"millis", 0.001},
                                   Unit{"s", 1},       Unit{"sec", 1},       Unit{"second", 1},
                                   Unit{"seconds", 1}, Unit{"m", 60},        Unit{"min", 60},
                                   Unit{"minute", 60}, Unit{"minutes", 60},  Unit{"h", 3600},
                                   Unit{"hour", 3600}, Unit{"hours", 3600},  Unit{"d", 86400},
                                   Unit{"day", 86400}, Unit{"days", 86400},  Unit{"w", 604800}};

constexpr double kKi = 1024;
constexpr std::array<std::string_view, 6> kPrefixes = {"", "k", "m", "g", "t", "p"};

std::optional<double> FindUnit(std::string_view name) {
  for (const Unit& unit : kTimeUnits) {
    if (unit.name == name) return unit.size;
  }
  return std::nullopt;
}

constexpr bool IsNumberCharacter(char c) { return IsDigit(c) || c == '.'; }

bool NumberAlone(std::string_view text) {
  TakeWhile(text, IsNumberCharacter);
  return text.empty() || ToLower(text.front()) == 'e';
}

// Slurm's [DD-[HH:]]MM:SS[.mmm].
tl::expected<double, std::string> ReadClock(std::string_view text) {
  double days = 0;
  if (const std::size_t dash = text.find('-'); dash != std::string_view::npos) {
    const auto read = ReadNumber(text.substr(0, dash));
    if (!read) return read;
    days = *read;
    text.remove_prefix(dash + 1);
  }
  double seconds = 0;
  while (true) {
    const std::size_t colon = text.find(':');
    auto part = ReadNumber(text.substr(0, colon));
    if (!part) return part;
    seconds = seconds * 60 + *part;
    if (colon == std::string_view::npos) return days * 86'400 + seconds;
    text.remove_prefix(colon + 1);
  }
}

tl::expected<double, std::string> ReadUnits(std::string_view text) {
  double total = 0;
  while (!text.empty()) {
    const auto number = ReadNumber(TakeWhile(text, IsNumberCharacter));
    TakeWhile(text, IsBlank);
    const auto unit = FindUnit(TakeWhile(text, IsLetter));
    TakeWhile(text, IsBlank);
    if (!number || !unit) {
      return tl::unexpected(std::string("is not a duration; write 3d 4h 2m 1.5s, say"));
    }
    total += *number * *unit;
  }
  return total;
}

std::optional<int> TakeTimeOfDay(std::string_view& text) {
  const auto hour = TakeDigits(text, 2);
  if (!hour || !TakeCharacter(text, ":")) return std::nullopt;
  const auto minute = TakeDigits(text, 2);
  if (!minute) return std::nullopt;
  int second = 0;
  if (TakeCharacter(text, ":")) {
    const auto read = TakeDigits(text, 2);
    if (!read) return std::nullopt;
    second = *read;
    if (TakeCharacter(text, ".,")) TakeWhile(text, IsDigit);
  }
  if (*hour > 23 || *minute > 59 || second > 60) return std::nullopt;
  return *hour * 3600 + *minute * 60 + second;
}

// Z, +01:00 or nothing.
std::optional<int> TakeOffset(std::string_view& text) {
  if (text.empty() || TakeCharacter(text, "Zz")) return 0;
  const bool west = text.front() == '-';
  if (!TakeCharacter(text, "+-")) return std::nullopt;
  const auto hours = TakeDigits(text, 2);
  TakeCharacter(text, ":");
  const auto minutes = TakeDigits(text, 2);
  if (!hours || !minutes) return std::nullopt;
  const int offset = *hours * 3600 + *minutes * 60;
  return west ? -offset : offset;
}

std::optional<std::int64_t> ReadDate(std::string_view text) {
  const auto day = TakeDay(text);
  if (!day) return std::nullopt;
  const std::int64_t midnight = std::chrono::sys_seconds(*day).time_since_epoch().count();
  if (text.empty()) return midnight;
  if (!TakeCharacter(text, "T ")) return std::nullopt;
  const auto time = TakeTimeOfDay(text);
  const auto offset = time ? TakeOffset(text) : std::nullopt;
  if (!offset || !text.empty()) return std::nullopt;
  return midnight + *time - *offset;
}

}  // namespace

tl::expected<double, std::string> ReadNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.find(',') != std::string_view::npos) {
    return tl::unexpected(std::string("has a decimal comma; write a point"));
  }
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return tl::unexpected(std::string("is not a number"));
  }
  if (value < 0) return tl::unexpected(std::string("is negative"));
  return value;
}

tl::expected<double, std::string> ReadSeconds(std::string_view text, double unit) {
  text = Trimmed(text, IsBlank);
  if (text.starts_with('-') || text.find(',') != std::string_view::npos) return ReadNumber(text);
  if (NumberAlone(text)) return ReadNumber(text).map([unit](double n) { return n * unit; });
  if (text.find(':') != std::string_view::npos) return ReadClock(text);
  return ReadUnits(text);
}

tl::expected<double, std::string> ReadBytes(std::string_view text) {
  text = Trimmed(text, IsBlank);
  const bool has_comma = text.find(',') != std::string_view::npos;
  if (NumberAlone(text) || has_comma || text.starts_with('-')) return ReadNumber(text);
  std::string_view unit = text;
  auto number = ReadNumber(TakeWhile(unit, IsNumberCharacter));
  if (!number) return number;
  TakeWhile(unit, IsBlank);
  std::string name = Lowered(unit);
  if (name.ends_with('b')) name.pop_back();
  if (name.ends_with('i')) name.pop_back();
  double size = 1;
  for (const std::string_view prefix : kPrefixes) {
    if (name == prefix) return *number * size;
    size *= kKi;
  }
  return tl::unexpected(std::string("is not an amount of memory; write 198 GB or 198Gi, say"));
}

tl::expected<double, std::string> ReadPercent(std::string_view text) {
  text = Trimmed(text, IsBlank);
  if (text.ends_with('%')) text.remove_suffix(1);
  return ReadNumber(Trimmed(text, IsBlank)).map([](double percent) { return percent / 100; });
}

tl::expected<std::int64_t, std::string> ReadTime(std::string_view text, double unit) {
  text = Trimmed(text, IsBlank);
  if (NumberAlone(text)) {
    const auto seconds = ReadNumber(text);
    if (!seconds) return tl::unexpected(seconds.error());
    if (*seconds * unit > 4e11) return tl::unexpected(std::string("is beyond any date"));
    return static_cast<std::int64_t>(*seconds * unit);
  }
  if (const auto date = ReadDate(text)) return *date;
  return tl::unexpected(std::string("is not a time; write 2026-11-21 10:11:12, say"));
}

std::string DayOf(std::int64_t seconds_since_1970) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds_since_1970)};
  return DayText(std::chrono::floor<std::chrono::days>(time));
}

}  // namespace tenure
