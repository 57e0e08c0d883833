#include "webhook/cli/review/yaml_scalar.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace tenure {
namespace {

using nlohmann::json;

constexpr std::array kTrue = {"y",    "Y",    "yes", "Yes", "YES", "true",
                              "True", "TRUE", "on",  "On",  "ON"};
constexpr std::array kFalse = {"n",     "N",     "no",  "No",  "NO", "false",
                               "False", "FALSE", "off", "Off", "OFF"};
constexpr std::array kNull = {"", "~", "null", "Null", "NULL"};
constexpr std::array kNotInJson = {".nan",  ".NaN",  ".NAN",  ".inf",  ".Inf",  ".INF",
                                   "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"};

constexpr std::string_view kStandardTags = "tag:yaml.org,2002:";

template <typename Words>
bool IsOneOf(const Words& words, std::string_view text) {
  return std::ranges::find(words, text) != words.end();
}

// strconv.ParseInt and ParseUint with base 0, without the underscores.
struct Digits {
  bool negative = false;
  int base = 10;
  std::string_view text;
};

Digits SplitInteger(std::string_view text) {
  Digits digits;
  if (text.starts_with('+') || text.starts_with('-')) {
    digits.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.size() > 1 && text.front() == '0') {
    const char letter = text[1];
    digits.base = letter == 'x' || letter == 'X' ? 16 : letter == 'b' || letter == 'B' ? 2 : 8;
    text.remove_prefix(letter == 'o' || letter == 'O' || digits.base != 8 ? 2 : 1);
  }
  digits.text = text;
  return digits;
}

std::optional<json> Integer(std::string_view text) {
  const Digits digits = SplitInteger(text);
  std::uint64_t magnitude = 0;
  const std::string_view all = digits.text;
  const auto [stop, error] =
      std::from_chars(all.data(), all.data() + all.size(), magnitude, digits.base);
  if (error != std::errc() || stop != all.data() + all.size()) return std::nullopt;
  if (!digits.negative)
    return magnitude <= INT64_MAX ? json(std::int64_t(magnitude)) : json(magnitude);
  if (magnitude > std::uint64_t{1} << 63) return std::nullopt;
  return json(static_cast<std::int64_t>(~magnitude + 1));
}

// A whole number comes out of Go's JSON encoder without a point or an exponent.
json Number(double value) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (std::trunc(value) == value && std::abs(value) < kTwoTo63) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

std::optional<json> Float(std::string_view text) {
  static const re2::RE2 decimal(R"([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)");
  if (!re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), decimal))
    return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;  // 1e400 is a string
  return Number(value);
}

std::optional<json> NumberOf(std::string_view text) {
  const char first = text.front();
  const bool may_be = (first >= '0' && first <= '9') || first == '+' || first == '-';
  if (first == '.') return Float(text);
  if (!may_be) return std::nullopt;
  std::string plain(text);
  std::erase(plain, '_');
  if (auto integer = Integer(plain)) return integer;
  return Float(plain);
}

bool IsOfTag(const json& value, std::string_view tag) {
  if (tag == "int") return value.is_number_integer();
  if (tag == "float") return value.is_number();
  if (tag == "bool") return value.is_boolean();
  return value.is_null();
}

}  // namespace

tl::expected<json, std::string> ResolvePlainScalar(std::string_view text) {
  if (IsOneOf(kNull, text)) return json();
  if (IsOneOf(kTrue, text)) return json(true);
  if (IsOneOf(kFalse, text)) return json(false);
  if (IsOneOf(kNotInJson, text)) {
    return tl::unexpected(std::string(text) + " is a number that JSON cannot say; quote it");
  }
  if (auto number = NumberOf(text)) return *number;
  return json(text);
}

tl::expected<json, std::string> ResolveScalar(std::string_view tag, std::string_view text) {
  if (tag == "?" || tag.empty()) return ResolvePlainScalar(text);
  if (!tag.starts_with(kStandardTags)) return json(text);
  tag.remove_prefix(kStandardTags.size());
  if (tag != "int" && tag != "float" && tag != "bool" && tag != "null") return json(text);
  auto value = ResolvePlainScalar(text);
  if (value && !IsOfTag(*value, tag)) {
    return tl::unexpected(std::string(text) + " is no !!" + std::string(tag));
  }
  return value;
}

std::optional<std::string> KeyText(const json& scalar) {
  if (scalar.is_null()) return std::nullopt;
  if (scalar.is_string()) return scalar.get<std::string>();
  if (!scalar.is_number_float()) return scalar.dump();
  std::array<char, 32> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), scalar.get<float>());
  return std::string(text.data(), end);
}

}  // namespace tenure
