#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tenure {

// What a scalar without quotes is to YAML 1.2 (core schema, section 10.3.2).
enum class PlainKind : std::uint8_t { kString, kBoolean, kInteger, kFloat };
[[nodiscard]] PlainKind KindOfPlain(std::string_view text);

// yes, no, on, off, y, n in any case: booleans to YAML 1.1, which many tools
// still read, and strings to YAML 1.2. What YAML 1.1 makes of it, else nothing.
[[nodiscard]] std::optional<bool> OldBoolean(std::string_view text);

// 012: octal to YAML 1.1, decimal to YAML 1.2.
[[nodiscard]] bool HasLeadingZero(std::string_view text);

// What a scalar without quotes is to some reader, if that is not a string; it
// reads after "yes is ": "a boolean to many YAML readers".
[[nodiscard]] std::optional<std::string_view> OtherThanString(std::string_view text);

}  // namespace tenure
