#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "policies/language/types/type.h"
#include "policies/pod/duration.h"
#include "policies/pod/quantity.h"

namespace tenure {

[[nodiscard]] Type<bool> Boolean();

// A whole number in decimal, both bounds included.
[[nodiscard]] Type<std::int64_t> Integer(std::int64_t least, std::int64_t most);

// 25%, as 25.
[[nodiscard]] Type<int> Percent();

// Longer than nothing.
[[nodiscard]] Type<Duration> PositiveDuration();
[[nodiscard]] Type<Duration> AnyDuration();

// More than nothing. Numbers need no quotes, as in a pod's manifest.
[[nodiscard]] Type<Quantity> PositiveQuantity();

// A quantity out of a text, or the error told; for types that it is a part of.
[[nodiscard]] std::optional<Quantity> ReadPositiveQuantity(Reading& reading, const YamlNode& node);

// A string with a rule. `problem` says what is wrong, after `"TEXT" is `: "not a
// label key: …"; empty if nothing is.
struct TextRule {
  std::string words;    // "a label key"
  std::string pattern;  // for the schema; empty: none
  std::function<std::string(std::string_view)> problem;
};
[[nodiscard]] Type<std::string> Text(TextRule rule);

// A string without a rule, but not empty.
[[nodiscard]] Type<std::string> AnyText(std::string words);

}  // namespace tenure
