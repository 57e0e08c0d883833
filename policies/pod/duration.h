#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tenure {

// A duration as users write it: 90m, 36h, 12d, 2w, 1d12h, 300s. Whole seconds.
class Duration {
 public:
  Duration() = default;  // 0s
  static constexpr Duration Seconds(std::int64_t seconds) { return Duration(seconds); }

  // Whole numbers with s, m, h, d (24 h) or w (7 d), in descending order, each at most once; no
  // sign, no fraction, no bare number, at most 36500d. The error says why not and what to write
  // instead; it reads after `"TEXT" is `, for example: not a duration; did you mean 12d?
  static tl::expected<Duration, std::string> Parse(std::string_view text);

  constexpr std::int64_t seconds() const { return seconds_; }

  // "12d", "1d12h", "5m", "0s": parses to the same duration. Weeks are printed as days.
  std::string Text() const;

  auto operator<=>(const Duration&) const = default;

  // Saturating.
  Duration operator*(std::int64_t times) const;

 private:
  constexpr explicit Duration(std::int64_t seconds) : seconds_(seconds) {}

  std::int64_t seconds_ = 0;
};

}  // namespace tenure
