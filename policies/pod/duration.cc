#include "policies/pod/duration.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

struct Unit {
  char letter;
  std::int64_t seconds;
  std::array<std::string_view, 4> other_names;
};

// In descending order, as they must be written.
constexpr std::array<Unit, 5> kUnits = {{
    {'w', 604'800, {"wk", "wks", "week", "weeks"}},
    {'d', 86'400, {"day", "days"}},
    {'h', 3'600, {"hr", "hrs", "hour", "hours"}},
    {'m', 60, {"min", "mins", "minute", "minutes"}},
    {'s', 1, {"sec", "secs", "second", "seconds"}},
}};

// A century: longer than any run, and still an int64 when it is counted in nanoseconds.
constexpr std::int64_t kMaxSeconds = std::int64_t{36'500} * 86'400;

// Anything above kMaxSeconds is read as kMaxSeconds + 1.
std::int64_t ReadWhole(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = std::min(value * 10 + (c - '0'), kMaxSeconds + 1);
  return value;
}

// The sum of number-and-unit pairs; nullopt when the text is not in that form.
std::optional<std::int64_t> ReadStrictly(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  auto next_unit = kUnits.begin();
  while (!text.empty()) {
    const std::string_view digits = TakeWhile(text, IsDigit);
    if (digits.empty() || text.empty()) return std::nullopt;
    const auto unit = std::find_if(next_unit, kUnits.end(), [letter = text.front()](const Unit& u) {
      return u.letter == letter;
    });
    if (unit == kUnits.end()) return std::nullopt;
    text.remove_prefix(1);
    next_unit = unit + 1;
    total = std::min(total + ReadWhole(digits) * unit->seconds, kMaxSeconds + 1);
  }
  return total;
}

const Unit* FindUnitByAnyName(std::string_view word) {
  if (word.empty()) return nullptr;
  const std::string name = Lowered(word);
  for (const Unit& unit : kUnits) {
    const auto& others = unit.other_names;
    const bool is_letter = name.size() == 1 && name.front() == unit.letter;
    if (is_letter || std::find(others.begin(), others.end(), name) != others.end()) return &unit;
  }
  return nullptr;
}

// The seconds in 0.DIGITS of a unit; nullopt when they are not whole.
std::optional<std::int64_t> ReadFraction(std::string_view digits, std::int64_t unit_seconds) {
  if (digits.size() > 9) return std::nullopt;
  std::int64_t divisor = 1;
  for (std::size_t i = 0; i < digits.size(); ++i) divisor *= 10;
  const std::int64_t scaled = ReadWhole(digits) * unit_seconds;
  if (scaled % divisor != 0) return std::nullopt;
  return scaled / divisor;
}

// One of "12 days", "1.5d", "36H" off the front of the text, in seconds.
std::optional<std::int64_t> TakeLoosely(std::string_view& text) {
  const std::string_view whole = TakeWhile(text, IsDigit);
  std::string_view fraction;
  if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
    text.remove_prefix(1);
    fraction = TakeWhile(text, IsDigit);
  }
  TakeWhile(text, IsBlank);
  const Unit* unit = FindUnitByAnyName(TakeWhile(text, IsLetter));
  TakeWhile(text, IsBlank);
  if (unit == nullptr || (whole.empty() && fraction.empty())) return std::nullopt;
  const auto part = ReadFraction(fraction, unit->seconds);
  if (!part) return std::nullopt;
  return ReadWhole(whole) * unit->seconds + *part;
}

// What was probably meant; nullopt when it is not clear, or not a duration that Parse accepts.
std::optional<Duration> Guess(std::string_view text) {
  TakeWhile(text, IsBlank);
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  while (!text.empty()) {
    const auto seconds = TakeLoosely(text);
    if (!seconds) return std::nullopt;
    total += *seconds;
    if (total > kMaxSeconds) return std::nullopt;
  }
  return Duration::Seconds(total);
}

bool NamesMonthsOrYears(std::string_view text) {
  TakeWhile(text, IsDigit);
  TakeWhile(text, IsBlank);
  const std::string unit = Lowered(TakeWhile(text, IsLetter));
  return unit.starts_with("mo") || unit.starts_with("y");
}

std::string Explain(std::string_view text) {
  if (text.empty()) return "not a duration: it is empty; write 90m, 36h or 12d, say";
  constexpr std::size_t kWorthRepeating = 9;
  if (AllDigits(text) && text.size() <= kWorthRepeating) {
    const std::string number(text);
    return "not a duration; a unit is missing: " + number + "s, " + number + "m or " + number +
           "h?";
  }
  if (const auto meant = Guess(text)) return "not a duration; did you mean " + meant->Text() + "?";
  if (NamesMonthsOrYears(text))
    return "not a duration: months and years vary; write days, such as 90d";
  return "not a duration; write e.g. 36h or 1d12h";
}

}  // namespace

tl::expected<Duration, std::string> Duration::Parse(std::string_view text) {
  const auto seconds = ReadStrictly(text);
  if (!seconds) return tl::unexpected(Explain(text));
  if (*seconds > kMaxSeconds) return tl::unexpected(std::string("too long: at most 36500d"));
  return Duration(*seconds);
}

std::string Duration::Text() const {
  if (seconds_ == 0) return "0s";
  std::string text = seconds_ < 0 ? "-" : "";
  auto rest = static_cast<std::uint64_t>(seconds_);
  if (seconds_ < 0) rest = 0 - rest;
  for (const Unit& unit : kUnits) {
    if (unit.letter == 'w') continue;
    const auto size = static_cast<std::uint64_t>(unit.seconds);
    if (rest >= size) text += std::to_string(rest / size) + unit.letter;
    rest %= size;
  }
  return text;
}

Duration Duration::operator*(std::int64_t times) const {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(seconds_, times, &product)) return Duration(product);
  const bool negative = (seconds_ < 0) != (times < 0);
  using Limits = std::numeric_limits<std::int64_t>;
  return Duration(negative ? Limits::min() : Limits::max());
}

}  // namespace tenure
