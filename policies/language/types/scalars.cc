#include "policies/language/types/scalars.h"

#include <charconv>
#include <utility>

#include "policies/language/types/suggestion.h"
#include "policies/language/yaml/plain_scalar.h"
#include "policies/language/yaml/quoted.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

void FailIs(Reading& reading, const YamlNode& node, const std::string& problem) {
  reading.Fail(node, Quoted(node.text) + " is " + problem);
}

std::optional<std::int64_t> ParseInteger(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string Range(std::int64_t least, std::int64_t most) {
  return "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}

std::optional<bool> ReadBoolean(Reading& reading, const YamlNode& node) {
  if (!ExpectScalar(reading, node, "true or false")) return std::nullopt;
  const bool is_boolean = KindOfPlain(node.text) == PlainKind::kBoolean;
  if (is_boolean && node.kind == YamlNode::Kind::kPlain) return ToLower(node.text.front()) == 't';
  if (is_boolean) {
    FailIs(reading, node, "a string; write " + node.text + " without quotes");
  } else if (const auto meant = OldBoolean(node.text)) {
    FailIs(reading, node,
           std::string("not a boolean; did you mean ") + (*meant ? "true?" : "false?"));
  } else {
    FailIs(reading, node, "not a boolean" + DidYouMean(node.text, {"true", "false"}));
  }
  return std::nullopt;
}

// False, and the error told, if YAML readers would not agree on the number.
bool IsOneNumber(Reading& reading, const YamlNode& node) {
  if (node.kind != YamlNode::Kind::kPlain || !HasLeadingZero(node.text)) return true;
  FailIs(reading, node, "octal to some YAML readers; write it without the leading zero");
  return false;
}

std::optional<std::int64_t> ReadInteger(Reading& reading, const YamlNode& node, std::int64_t least,
                                        std::int64_t most) {
  if (!ExpectScalar(reading, node, Range(least, most))) return std::nullopt;
  if (!IsOneNumber(reading, node)) return std::nullopt;
  const auto value = ParseInteger(node.text);
  if (!value || *value < least || *value > most) {
    FailIs(reading, node, "not " + Range(least, most));
    return std::nullopt;
  }
  if (node.kind == YamlNode::Kind::kPlain) return value;
  FailIs(reading, node, "a string; write " + node.text + " without quotes");
  return std::nullopt;
}

std::optional<int> ReadPercent(Reading& reading, const YamlNode& node) {
  if (!ExpectScalar(reading, node, "a percentage")) return std::nullopt;
  constexpr std::int64_t kAll = 100;
  std::string_view number = node.text;
  const bool has_sign = number.ends_with('%');
  if (has_sign) number.remove_suffix(1);
  const auto value = AllDigits(number) ? ParseInteger(number) : std::nullopt;
  const bool is_in_range = value && *value <= kAll;
  if (has_sign && is_in_range) return static_cast<int>(*value);
  FailIs(reading, node,
         is_in_range ? "not a percentage; did you mean " + std::string(number) + "%?"
                     : "not a percentage: write a whole number from 0% to 100%");
  return std::nullopt;
}

std::optional<Duration> ReadDuration(Reading& reading, const YamlNode& node) {
  if (!ExpectScalar(reading, node, "a duration")) return std::nullopt;
  const auto duration = Duration::Parse(node.text);
  if (duration) return *duration;
  FailIs(reading, node, duration.error());
  return std::nullopt;
}

std::string NotAQuantity(std::string_view text, Quantity::Error error, std::string_view otherwise) {
  if (const auto meant = SuggestQuantity(text))
    return "not a quantity; did you mean " + *meant + "?";
  return std::string(otherwise.empty() ? Describe(error) : otherwise);
}

TypeInfo DescribeDuration() {
  return {"a duration",
          {{"type", "string"},
           {"pattern", "^([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$"},
           {"minLength", 2},
           {"examples", {"90m", "36h", "12d", "1d12h"}}},
          {}};
}

}  // namespace

Type<bool> Boolean() { return {{"true or false", {{"type", "boolean"}}, {}}, ReadBoolean}; }

Type<std::int64_t> Integer(std::int64_t least, std::int64_t most) {
  return {{Range(least, most), {{"type", "integer"}, {"minimum", least}, {"maximum", most}}, {}},
          [least, most](Reading& reading, const YamlNode& node) {
            return ReadInteger(reading, node, least, most);
          }};
}

Type<int> Percent() {
  return {{"a percentage",
           {{"type", "string"}, {"pattern", "^([0-9]|[1-9][0-9]|100)%$"}, {"examples", {"25%"}}},
           {}},
          ReadPercent};
}

Type<Duration> AnyDuration() { return {DescribeDuration(), ReadDuration}; }

Type<Duration> PositiveDuration() {
  auto read = [](Reading& reading, const YamlNode& node) -> std::optional<Duration> {
    const auto duration = ReadDuration(reading, node);
    if (!duration || duration->seconds() > 0) return duration;
    FailIs(reading, node, "too short: write more than nothing, such as 5m");
    return std::nullopt;
  };
  return {DescribeDuration(), read};
}

std::optional<Quantity> ReadPositiveQuantity(Reading& reading, const YamlNode& node,
                                             std::string_view otherwise) {
  if (!IsOneNumber(reading, node)) return std::nullopt;
  const auto quantity = Quantity::Parse(node.text);
  if (!quantity) {
    FailIs(reading, node, NotAQuantity(node.text, quantity.error(), otherwise));
    return std::nullopt;
  }
  if (!quantity->IsNegative() && !quantity->IsZero()) return *quantity;
  FailIs(reading, node, quantity->IsZero() ? "nothing; write more than 0" : "negative");
  return std::nullopt;
}

bool IsTooLittleMemory(const Quantity& quantity) {
  constexpr std::int64_t kMebibyte = 1 << 20;
  return quantity < Quantity::FromValue(kMebibyte, Quantity::Format::kBinarySi);
}

Type<Quantity> PositiveQuantity() {
  auto read = [](Reading& reading, const YamlNode& node) -> std::optional<Quantity> {
    if (!ExpectScalar(reading, node, "a quantity")) return std::nullopt;
    return ReadPositiveQuantity(reading, node);
  };
  return {{"a quantity",
           {{"type", {"string", "number"}},
            {"pattern", "^" + std::string(kQuantityPattern) + "$"},
            {"examples", {"500m", "4", "64Gi", "1Ti"}}},
           {}},
          read};
}

Type<std::string> Text(TextRule rule) {
  Json schema = {{"type", "string"}};
  if (!rule.pattern.empty()) schema["pattern"] = rule.pattern;
  TypeInfo info{rule.words, std::move(schema), {}};
  auto read = [rule = std::move(rule)](Reading& reading,
                                       const YamlNode& node) -> std::optional<std::string> {
    auto text = ReadString(reading, node, rule.words);
    if (!text) return std::nullopt;
    const std::string problem = rule.problem(*text);
    if (problem.empty()) return text;
    FailIs(reading, node, problem);
    return std::nullopt;
  };
  return {std::move(info), std::move(read)};
}

Type<std::string> AnyText(std::string words) {
  auto problem = [words](std::string_view text) {
    return text.empty() ? "empty; write " + words : std::string();
  };
  Type<std::string> type = Text({.words = std::move(words), .pattern = "", .problem = problem});
  type.info.schema["minLength"] = 1;
  return type;
}

}  // namespace tenure
