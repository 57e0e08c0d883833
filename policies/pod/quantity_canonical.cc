// What CanonicalizeBytes writes.
#include <algorithm>
#include <array>
#include <cstddef>

#include "policies/pod/quantity.h"

namespace tenure {
namespace {

using Format = Quantity::Format;
using Magnitude = Quantity::Magnitude;

constexpr int kNanoDigits = 9;

std::string DecimalDigits(Uint128 value) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string DecimalSuffix(int exponent, Format format) {
  constexpr std::array<std::string_view, 10> kNames = {"n", "u", "m", "",  "k",
                                                       "M", "G", "T", "P", "E"};
  const auto place = static_cast<std::size_t>((exponent + kNanoDigits) / 3);
  const bool named = format != Format::kDecimalExponent && place < kNames.size();
  if (exponent == 0 || named) return std::string(kNames[place]);
  return "e" + std::to_string(exponent);
}

// A whole number, with the largest exponent that is a multiple of three.
std::string DecimalText(Magnitude magnitude, Format format) {
  int exponent = 0;
  if (magnitude.nanos == 0) {
    for (; magnitude.units % 1000 == 0; exponent += 3) magnitude.units /= 1000;
    return DecimalDigits(magnitude.units) + DecimalSuffix(exponent, format);
  }
  exponent = -kNanoDigits;
  for (; magnitude.nanos % 1000 == 0; exponent += 3) magnitude.nanos /= 1000;
  std::string digits = std::to_string(magnitude.nanos);
  if (magnitude.units != 0) {
    digits.insert(0, static_cast<std::size_t>(-exponent) - digits.size(), '0');
    digits.insert(0, DecimalDigits(magnitude.units));
  }
  return digits + DecimalSuffix(exponent, format);
}

std::string BinaryText(Uint128 units) {
  constexpr std::array<std::string_view, 7> kNames = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  auto name = kNames.begin();
  for (; units % 1024 == 0; ++name) units /= 1024;
  return DecimalDigits(units).append(*name);
}

}  // namespace

std::string Quantity::Canonical() const {
  if (IsZero()) return "0";
  const std::string sign = negative_ ? "-" : "";
  const bool binary =
      format_ == Format::kBinarySi && magnitude_.nanos == 0 && magnitude_.units >= 1024;
  return sign + (binary ? BinaryText(magnitude_.units) : DecimalText(magnitude_, format_));
}

}  // namespace tenure
