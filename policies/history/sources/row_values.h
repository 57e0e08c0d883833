#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tenure {

// Reads the values of one row; the first that cannot be read makes the row
// malformed, and is what `problem` says: `realtime "1,5s" has a decimal comma`.
class RowValues {
 public:
  // `read` is one of units.h. Empty text is an absent value.
  template <typename Read, typename... Unit>
  auto Get(std::string_view column, std::string_view text, Read read, Unit... unit)
      -> std::optional<std::decay_t<decltype(*read(text, unit...))>> {
    if (text.empty()) return std::nullopt;
    auto value = read(text, unit...);
    if (value) return *value;
    if (problem_.empty()) {
      constexpr std::size_t kShown = 40;
      problem_ =
          std::string(column) + " \"" + std::string(text.substr(0, kShown)) + "\" " + value.error();
    }
    return std::nullopt;
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  std::string problem_;
};

}  // namespace tenure
