#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Reading short ASCII texts from the left, without locales.
namespace tenure {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

constexpr bool IsSpace(char c) { return c == ' '; }

constexpr bool IsBlank(char c) { return c == ' ' || c == '\t'; }

constexpr char ToLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool IsLetter(char c) { return ToLower(c) >= 'a' && ToLower(c) <= 'z'; }

// And at least one.
constexpr bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

inline std::string Lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ToLower);
  return lower;
}

constexpr bool EqualsIgnoringCase(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return ToLower(a) == b; });
}

// Cuts the longest run of wanted characters off the front of the text, and returns it.
template <typename Predicate>
constexpr std::string_view TakeWhile(std::string_view& text, Predicate wanted) {
  const auto end = std::find_if_not(text.begin(), text.end(), wanted);
  const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

// Cuts just so many digits off the front; nothing where there are fewer.
constexpr std::optional<int> TakeDigits(std::string_view& text, std::size_t count) {
  const std::string_view digits = text.substr(0, count);
  if (digits.size() != count || !AllDigits(digits)) return std::nullopt;
  text.remove_prefix(count);
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

constexpr bool TakeCharacter(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// Without the unwanted characters at both ends.
template <typename Predicate>
constexpr std::string_view Trimmed(std::string_view text, Predicate unwanted) {
  TakeWhile(text, unwanted);
  while (!text.empty() && unwanted(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace tenure
