// What ParseQuantity reads.
#include <algorithm>
#include <array>
#include <cstddef>

#include "policies/pod/quantity.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

using Error = Quantity::Error;
using Format = Quantity::Format;
using Magnitude = Quantity::Magnitude;

constexpr auto kNanosPerUnit = Magnitude::kNanosPerUnit;
constexpr int kNanoDigits = 9;
constexpr std::string_view kSuffixLetters = "eEinumkKMGTP";

struct Parts {
  bool negative = false;
  std::string_view whole;
  std::string_view decimals;
  std::string_view suffix;
};

// The number that a suffix multiplies with: base^exponent.
struct Multiplier {
  Format format;
  int exponent;
};

bool StartsWithSign(std::string_view text) {
  return text.starts_with('-') || text.starts_with('+');
}

// parseQuantityString: digits may be missing on either side of the point, and the suffix is
// anything that has the look of one.
tl::expected<Parts, Error> Split(std::string_view text) {
  Parts parts;
  parts.negative = text.starts_with('-');
  if (StartsWithSign(text)) text.remove_prefix(1);
  parts.whole = TakeWhile(text, IsDigit);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    parts.decimals = TakeWhile(text, IsDigit);
  }
  const std::string_view from_suffix = text;
  TakeWhile(text, [](char c) { return kSuffixLetters.find(c) != std::string_view::npos; });
  if (StartsWithSign(text)) text.remove_prefix(1);
  TakeWhile(text, IsDigit);
  if (!text.empty()) return tl::unexpected(Error::kFormat);
  parts.suffix = from_suffix;
  return parts;
}

struct NamedMultiplier {
  std::string_view suffix;
  Multiplier multiplier;
};

constexpr std::array<NamedMultiplier, 16> kSuffixes = {{
    {"n", {Format::kDecimalSi, -9}},
    {"u", {Format::kDecimalSi, -6}},
    {"m", {Format::kDecimalSi, -3}},
    {"", {Format::kDecimalSi, 0}},
    {"k", {Format::kDecimalSi, 3}},
    {"M", {Format::kDecimalSi, 6}},
    {"G", {Format::kDecimalSi, 9}},
    {"T", {Format::kDecimalSi, 12}},
    {"P", {Format::kDecimalSi, 15}},
    {"E", {Format::kDecimalSi, 18}},
    {"Ki", {Format::kBinarySi, 10}},
    {"Mi", {Format::kBinarySi, 20}},
    {"Gi", {Format::kBinarySi, 30}},
    {"Ti", {Format::kBinarySi, 40}},
    {"Pi", {Format::kBinarySi, 50}},
    {"Ei", {Format::kBinarySi, 60}},
}};

// "e3", "E-3", "e+03".
tl::expected<Multiplier, Error> ReadExponent(std::string_view suffix) {
  std::string_view digits = suffix.substr(1);
  const bool negative = digits.starts_with('-');
  if (StartsWithSign(digits)) digits.remove_prefix(1);
  if (!AllDigits(digits)) return tl::unexpected(Error::kSuffix);
  int exponent = 0;
  for (const char c : digits) exponent = std::min(exponent * 10 + (c - '0'), 1000);
  // Upstream computes 10^exponent, whatever it takes: "1e2147483648" takes minutes.
  if (exponent > Quantity::kMaxExponent) return tl::unexpected(Error::kTooLarge);
  return Multiplier{Format::kDecimalExponent, negative ? -exponent : exponent};
}

tl::expected<Multiplier, Error> ReadSuffix(std::string_view suffix) {
  for (const NamedMultiplier& known : kSuffixes) {
    if (known.suffix == suffix) return known.multiplier;
  }
  if (ToLower(suffix.front()) == 'e') return ReadExponent(suffix);
  return tl::unexpected(Error::kSuffix);
}

// The whole numbers stop growing above the limit, so that they cannot overflow.
Uint128 AppendDigit(Uint128 value, char digit) {
  if (value > Quantity::kLimit.units) return value;
  return value * 10 + static_cast<unsigned>(digit - '0');
}

Magnitude NextNano(Magnitude magnitude) {
  if (magnitude.nanos + 1 < kNanosPerUnit) return {magnitude.units, magnitude.nanos + 1};
  return {magnitude.units + 1, 0};
}

// Moves the decimal point by `exponent` places.
Magnitude ReadDecimal(const Parts& parts, int exponent) {
  const auto whole_size = static_cast<std::ptrdiff_t>(parts.whole.size());
  const auto size = whole_size + static_cast<std::ptrdiff_t>(parts.decimals.size());
  const auto digit_at = [&](std::ptrdiff_t place) {
    if (place < 0 || place >= size) return '0';
    return place < whole_size ? parts.whole[static_cast<std::size_t>(place)]
                              : parts.decimals[static_cast<std::size_t>(place - whole_size)];
  };
  const std::ptrdiff_t point = whole_size + exponent;
  const std::ptrdiff_t end = point + kNanoDigits;
  Magnitude magnitude;
  for (std::ptrdiff_t i = 0; i < point; ++i) {
    magnitude.units = AppendDigit(magnitude.units, digit_at(i));
  }
  for (std::ptrdiff_t i = point; i < end; ++i) {
    magnitude.nanos = magnitude.nanos * 10 + static_cast<std::uint32_t>(digit_at(i) - '0');
  }
  for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(end, 0); i < size; ++i) {
    if (digit_at(i) != '0') return NextNano(magnitude);
  }
  return magnitude;
}

// Works from the last digit of the decimals to the first, so that any number of them gives the
// exact result: each step divides by ten, and remembers whether anything was cut off.
Magnitude ReadBinary(const Parts& parts, int exponent) {
  Uint128 whole = 0;
  for (const char c : parts.whole) whole = AppendDigit(whole, c);
  whole = std::min(whole, Uint128{1} << 63);  // capped later; must survive the shift until then
  const Uint128 scale = (Uint128{1} << exponent) * kNanosPerUnit;
  Uint128 nanos = 0;
  bool cut = false;
  for (auto c = parts.decimals.rbegin(); c != parts.decimals.rend(); ++c) {
    nanos += scale * static_cast<unsigned>(*c - '0');
    cut = cut || nanos % 10 != 0;
    nanos /= 10;
  }
  const Magnitude magnitude = {(whole << exponent) + nanos / kNanosPerUnit,
                               static_cast<std::uint32_t>(nanos % kNanosPerUnit)};
  return cut ? NextNano(magnitude) : magnitude;
}

// Upstream takes a missing number for zero only where its fast path for small numbers does.
bool MayLackDigits(const Multiplier& multiplier) {
  return multiplier.format == Format::kBinarySi ? multiplier.exponent <= 40
                                                : multiplier.exponent >= -kNanoDigits;
}

}  // namespace

tl::expected<Quantity, Error> Quantity::Parse(std::string_view text) {
  if (text.empty()) return tl::unexpected(Error::kFormat);
  const auto parts = Split(text);
  if (!parts) return tl::unexpected(parts.error());
  const auto multiplier = ReadSuffix(parts->suffix);
  if (!multiplier) return tl::unexpected(multiplier.error());
  const bool lacks_digits = parts->whole.empty() && parts->decimals.empty();
  if (lacks_digits && !MayLackDigits(*multiplier)) return tl::unexpected(Error::kFormat);

  auto [format, exponent] = *multiplier;
  if (format != Format::kBinarySi) {
    const Magnitude magnitude = ReadDecimal(*parts, exponent);
    if (magnitude > kLimit) return tl::unexpected(Error::kTooLarge);
    return Quantity(magnitude, parts->negative, format);
  }
  const Magnitude magnitude = ReadBinary(*parts, exponent);
  const bool fraction_of_byte = magnitude.units == 0 && magnitude.nanos != 0;
  return Quantity(magnitude, parts->negative, fraction_of_byte ? Format::kDecimalSi : format);
}

std::string_view Describe(Quantity::Error error) {
  switch (error) {
    case Error::kFormat:
      return "not a quantity: write a number with an optional suffix, such as 500m, 2, 64Gi";
    case Error::kSuffix:
      return "not a quantity: the suffix must be one of n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or "
             "e3";
    case Error::kTooLarge:
      return "not a quantity that fits: its exponent or its value is beyond 1e33";
  }
  return "";
}

}  // namespace tenure
