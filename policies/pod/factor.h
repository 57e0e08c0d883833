#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tenure {

// A decimal factor such as 1.5x, exact: numerator / 10^scale. Greater than 0x, at most 1000x, at
// most nine decimals.
class Factor {
 public:
  Factor() = default;  // 1x

  // Digits, optionally a point and digits, then "x". The error says why not and what to write
  // instead; it reads after `"TEXT" is `, for example: not a factor; did you mean 1.5x?
  static tl::expected<Factor, std::string> Parse(std::string_view text);

  // Canonical: no leading zeros, none at the end of the decimals.
  std::string Text() const;

  std::uint64_t numerator() const { return numerator_; }
  int scale() const { return scale_; }

  std::strong_ordering operator<=>(const Factor& other) const;
  bool operator==(const Factor& other) const = default;

 private:
  friend class FactorReader;

  // In lowest terms of ten, so that equal factors have equal members.
  std::uint64_t numerator_ = 1;
  int scale_ = 0;
};

}  // namespace tenure
