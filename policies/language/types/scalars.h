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

// For the schema; what decides is Quantity::Parse.
inline constexpr const char* kQuantityPattern =
    "[+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)?";

// More than nothing. Numbers need no quotes, as in a pod's manifest.
[[nodiscard]] Type<Quantity> PositiveQuantity();

// The same, for types that it is a part of: `otherwise` is said of a text that is
// no quantity at all, after `"TEXT" is `.
[[nodiscard]] std::optional<Quantity> ReadPositiveQuantity(Reading& reading, const YamlNode& node,
                                                           std::string_view otherwise = "");

// `512m` is half a byte: far too little for a container's memory, and what is
// written for 512Mi.
[[nodiscard]] bool IsTooLittleMemory(const Quantity& quantity);
inline constexpr std::string_view kTooLittleMemory =
    "is less than 1Mi of memory; the suffixes are Mi, Gi and Ti, and m is a thousandth";

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
