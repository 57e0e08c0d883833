// What CanonicalizeBytes writes.
#include <array>
#include <cstddef>
#include <cstdint>

#include "policies/pod/quantity.h"

namespace tenure {
namespace {

using Format = Quantity::Format;
using Magnitude = Quantity::Magnitude;

constexpr int kNanoDigits = 9;

// Nearly every amount fits into 64 bits, where a division costs a tenth.
std::string DecimalDigits(Uint128 value) {
  constexpr Uint128 kTenTo18 = 1'000'000'000'000'000'000;
  if (value < kTenTo18) return std::to_string(static_cast<std::uint64_t>(value));
  std::string digits = std::to_string(static_cast<std::uint64_t>(value % kTenTo18));
  digits.insert(0, 18 - digits.size(), '0');
  return DecimalDigits(value / kTenTo18) + digits;
}

// Divides by the factor while nothing is left over; gives how often.
template <typename Number>
int TakeFactors(Number& number, unsigned factor) {
  int taken = 0;
  for (; number % factor == 0; ++taken) number /= factor;
  return taken;
}

int TakeFactors(Uint128& number, unsigned factor) {
  auto low = static_cast<std::uint64_t>(number);
  if (low != number) return TakeFactors<Uint128>(number, factor);
  const int taken = TakeFactors<std::uint64_t>(low, factor);
  number = low;
  return taken;
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
    exponent = 3 * TakeFactors(magnitude.units, 1000);
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
  const auto name = static_cast<std::size_t>(TakeFactors(units, 1024));
  return DecimalDigits(units).append(kNames[name]);
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
