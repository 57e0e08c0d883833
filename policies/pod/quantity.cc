// The arithmetic of quantities.
#include "policies/pod/quantity.h"

#include <algorithm>
#include <limits>

namespace tenure {
namespace {

using Magnitude = Quantity::Magnitude;

constexpr auto kNanosPerUnit = Magnitude::kNanosPerUnit;
constexpr std::uint32_t kNanosPerMilli = 1'000'000;

Uint128 AbsoluteValue(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? 0 - bits : bits;
}

std::int64_t Saturated(Uint128 absolute, bool negative) {
  using Limits = std::numeric_limits<std::int64_t>;
  constexpr auto kMax = static_cast<std::uint64_t>(Limits::max());
  if (absolute > kMax) return negative ? Limits::min() : Limits::max();
  const auto value = static_cast<std::int64_t>(absolute);
  return negative ? -value : value;
}

Magnitude RoundedUpTo(Magnitude magnitude, std::uint32_t step_nanos) {
  const std::uint32_t above = magnitude.nanos % step_nanos;
  if (above == 0) return magnitude;
  const std::uint32_t nanos = magnitude.nanos - above + step_nanos;
  return {magnitude.units + nanos / kNanosPerUnit, nanos % kNanosPerUnit};
}

Magnitude Sum(Magnitude a, Magnitude b) {
  const std::uint32_t nanos = a.nanos + b.nanos;
  return {a.units + b.units + nanos / kNanosPerUnit, nanos % kNanosPerUnit};
}

// `a` is not below `b`.
Magnitude Difference(Magnitude a, Magnitude b) {
  const std::uint32_t borrowed = a.nanos < b.nanos ? 1 : 0;
  return {a.units - b.units - borrowed, a.nanos + borrowed * kNanosPerUnit - b.nanos};
}

constexpr Uint128 PowerOfTen(int exponent) {
  Uint128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// Long multiplication, split at the factor's decimals so that nothing overflows: 10^33 units times
// 1000 is below 2^127, and what is left below a divisor of 10^9 is small.
Magnitude Product(Magnitude magnitude, const Factor& factor) {
  const Uint128 numerator = factor.numerator();
  const Uint128 divisor = PowerOfTen(factor.scale());
  const Uint128 units = magnitude.units % divisor * numerator;
  const Uint128 nanos = units % divisor * kNanosPerUnit + magnitude.nanos * numerator;
  const Uint128 rounded_nanos = (nanos + divisor - 1) / divisor;
  return {magnitude.units / divisor * numerator + units / divisor + rounded_nanos / kNanosPerUnit,
          static_cast<std::uint32_t>(rounded_nanos % kNanosPerUnit)};
}

Magnitude Limit(Quantity::Format format) {
  if (format == Quantity::Format::kBinarySi) return {std::numeric_limits<std::int64_t>::max(), 0};
  return Quantity::kLimit;
}

}  // namespace

constinit const Magnitude Quantity::kLimit = {PowerOfTen(kMaxExponent), 0};

Quantity::Quantity(Magnitude magnitude, bool negative, Format format)
    : magnitude_(std::min(magnitude, Limit(format))),
      negative_(negative && magnitude != Magnitude{}),
      format_(format) {}

Quantity Quantity::FromValue(std::int64_t value, Format format) {
  return {Magnitude{AbsoluteValue(value), 0}, value < 0, format};
}

Quantity Quantity::FromMilli(std::int64_t milli) {
  const Uint128 absolute = AbsoluteValue(milli);
  const auto nanos = static_cast<std::uint32_t>(absolute % 1000) * kNanosPerMilli;
  return {Magnitude{absolute / 1000, nanos}, milli < 0, Format::kDecimalSi};
}

std::int64_t Quantity::Value() const {
  return Saturated(RoundedUpTo(magnitude_, kNanosPerUnit).units, negative_);
}

std::int64_t Quantity::MilliValue() const {
  const Magnitude rounded = RoundedUpTo(magnitude_, kNanosPerMilli);
  return Saturated(rounded.units * 1000 + rounded.nanos / kNanosPerMilli, negative_);
}

Quantity Quantity::RoundedUpToUnit() const {
  return {RoundedUpTo(magnitude_, kNanosPerUnit), negative_, format_};
}

Quantity Quantity::RoundedUpToMilli() const {
  return {RoundedUpTo(magnitude_, kNanosPerMilli), negative_, format_};
}

Quantity Quantity::MultipliedBy(const Factor& factor) const {
  return {Product(magnitude_, factor), negative_, format_};
}

Quantity Quantity::operator+(const Quantity& other) const {
  const Format format = IsZero() ? other.format_ : format_;
  if (negative_ == other.negative_) {
    return {Sum(magnitude_, other.magnitude_), negative_, format};
  }
  if (magnitude_ < other.magnitude_) {
    return {Difference(other.magnitude_, magnitude_), other.negative_, format};
  }
  return {Difference(magnitude_, other.magnitude_), negative_, format};
}

Quantity Quantity::operator-(const Quantity& other) const {
  return *this + Quantity(other.magnitude_, !other.negative_, other.format_);
}

std::strong_ordering Quantity::operator<=>(const Quantity& other) const {
  if (negative_ != other.negative_) {
    return negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return negative_ ? other.magnitude_ <=> magnitude_ : magnitude_ <=> other.magnitude_;
}

bool Quantity::operator==(const Quantity& other) const {
  return negative_ == other.negative_ && magnitude_ == other.magnitude_;
}

}  // namespace tenure
