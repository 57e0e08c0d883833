#include "policies/language/yaml/plain_scalar.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr std::array<std::string_view, 6> kBooleans = {"true",  "True",  "TRUE",
                                                       "false", "False", "FALSE"};
constexpr std::array<std::string_view, 3> kOldTrue = {"yes", "on", "y"};
constexpr std::array<std::string_view, 3> kOldFalse = {"no", "off", "n"};

bool IsOneOf(const auto& words, std::string_view text) {
  return std::ranges::find(words, text) != words.end();
}

bool Matches(const RE2& pattern, std::string_view text) {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

bool IsInteger(std::string_view text) {
  static const RE2 pattern("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  return Matches(pattern, text);
}

bool IsFloat(std::string_view text) {
  static const RE2 pattern(R"([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)"
                           R"(|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))");
  return Matches(pattern, text);
}

}  // namespace

PlainKind KindOfPlain(std::string_view text) {
  if (IsOneOf(kBooleans, text)) return PlainKind::kBoolean;
  if (IsInteger(text)) return PlainKind::kInteger;
  if (IsFloat(text)) return PlainKind::kFloat;
  return PlainKind::kString;
}

std::optional<bool> OldBoolean(std::string_view text) {
  const std::string word = Lowered(text);
  if (IsOneOf(kOldTrue, word)) return true;
  if (IsOneOf(kOldFalse, word)) return false;
  return std::nullopt;
}

bool HasLeadingZero(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text.size() > 1 && text.front() == '0' && AllDigits(text);
}

std::optional<std::string_view> OtherThanString(std::string_view text) {
  if (OldBoolean(text)) return "a boolean to many YAML readers";
  switch (KindOfPlain(text)) {
    case PlainKind::kBoolean:
      return "a boolean, not a string";
    case PlainKind::kInteger:
    case PlainKind::kFloat:
      return "a number, not a string";
    case PlainKind::kString:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace tenure
