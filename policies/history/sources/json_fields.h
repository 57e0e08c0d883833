#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace tenure {

// Fields of API objects that may or may not be there; an empty answer if not.
[[nodiscard]] inline std::string_view TextAt(simdjson::dom::element value,
                                             std::string_view pointer) {
  std::string_view text;
  return value.at_pointer(pointer).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

[[nodiscard]] inline std::optional<std::int64_t> IntegerAt(simdjson::dom::element value,
                                                           std::string_view pointer) {
  std::int64_t integer = 0;
  if (value.at_pointer(pointer).get(integer) != simdjson::SUCCESS) return std::nullopt;
  return integer;
}

}  // namespace tenure
