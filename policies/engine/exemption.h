#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tenure {

// The annotation tenure.dev/exempt: a reason, which may end in a last day,
// "legacy image, ticket HPC-12 until=2027-01-31". That day counts, in UTC.
struct Exemption {
  std::string_view reason;  // without the date
  std::optional<std::chrono::sys_days> until;

  // The error says what is wrong with the text, and what to write.
  [[nodiscard]] static tl::expected<Exemption, std::string> Parse(std::string_view text);

  [[nodiscard]] bool HasEnded(std::chrono::system_clock::time_point now) const;
  // Its last day, once it is no further off than two weeks: "2027-01-31".
  [[nodiscard]] std::optional<std::string> EndsSoon(
      std::chrono::system_clock::time_point now) const;
};

}  // namespace tenure
