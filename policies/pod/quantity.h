#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "policies/pod/factor.h"

namespace tenure {

// __extension__: the compilers we build with have it, ISO C++ does not.
__extension__ typedef unsigned __int128 Uint128;

// resource.Quantity, an exact decimal number with the notation it was written in
// (k8s.io/apimachinery pkg/api/resource/quantity.go). Nine decimals; what is finer is rounded up,
// away from zero, as upstream does.
//
// Two limits. A kBinarySi quantity never exceeds 2^63-1, as upstream parses it. Any other never
// exceeds 10^33, where upstream has no limit and no bound on the time it takes. Arithmetic
// saturates at them.
class Quantity {
 public:
  enum class Format : std::uint8_t {
    kDecimalSi,        // 500m, 2, 10G
    kBinarySi,         // 64Gi
    kDecimalExponent,  // 1e3
  };
  enum class Error : std::uint8_t {
    kFormat,    // ErrFormatWrong, ErrNumeric
    kSuffix,    // ErrSuffix
    kTooLarge,  // above 10^33, or an exponent beyond ±33; upstream would take it
  };

  Quantity() = default;  // zero, kDecimalSi

  // As lax as upstream: "m" and "." are zero, "0001Gi" is fine; but no spaces and no "GB".
  static tl::expected<Quantity, Error> Parse(std::string_view text);
  static Quantity FromValue(std::int64_t value, Format format);
  static Quantity FromMilli(std::int64_t milli);

  // What upstream prints (CanonicalizeBytes). Quantities that come from users may be stored in
  // other forms: compare values, never texts.
  std::string Canonical() const;
  Format format() const { return format_; }

  bool IsZero() const { return magnitude_ == Magnitude{}; }
  bool IsNegative() const { return negative_; }

  // In whole units and in thousandths, rounded away from zero. They saturate, where upstream wraps.
  std::int64_t Value() const;
  std::int64_t MilliValue() const;

  // Rounded away from zero: to whole bytes for memory, to millicores for cpu.
  Quantity RoundedUpToUnit() const;
  Quantity RoundedUpToMilli() const;

  // Exact to nine decimals, then rounded away from zero. Keeps the format.
  Quantity MultipliedBy(const Factor& factor) const;

  // They keep the left operand's format, unless it is zero.
  Quantity operator+(const Quantity& other) const;
  Quantity operator-(const Quantity& other) const;

  // By value; the format does not matter.
  std::strong_ordering operator<=>(const Quantity& other) const;
  bool operator==(const Quantity& other) const;

  // The absolute value: units + nanos / 10^9.
  struct Magnitude {
    static constexpr std::uint32_t kNanosPerUnit = 1'000'000'000;

    Uint128 units = 0;
    std::uint32_t nanos = 0;  // below kNanosPerUnit

    auto operator<=>(const Magnitude&) const = default;
  };
  static constexpr int kMaxExponent = 33;
  static const Magnitude kLimit;  // 10^33, for all formats but kBinarySi

 private:
  // Caps at the format's limit; there is no negative zero.
  Quantity(Magnitude magnitude, bool negative, Format format);

  Magnitude magnitude_;
  bool negative_ = false;
  Format format_ = Format::kDecimalSi;
};

// For people. It reads after `"TEXT" is `.
std::string_view Describe(Quantity::Error error);

// What was probably meant by a text that is not a quantity: "8GB" is 8G, "1,5Gi" is 1.5Gi, "64gb"
// is 64Gi, "1K" is 1k, "512 Mi" is 512Mi. It always parses. nullopt where there is nothing to
// suggest: the text is fine, or hopeless, or "1,000", which has two meanings.
std::optional<std::string> SuggestQuantity(std::string_view text);

}  // namespace tenure
