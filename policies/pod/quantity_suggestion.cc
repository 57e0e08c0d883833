#include <algorithm>
#include <array>
#include <iterator>

#include "policies/pod/quantity.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

// A decimal comma is a point; nullopt for "1,000", which might be a thousand or one.
std::optional<std::string> WithDecimalPoint(std::string number) {
  const std::size_t comma = number.find(',');
  if (comma == std::string::npos) return number;
  const bool only_separator = number.find_first_of(",.", comma + 1) == std::string::npos &&
                              number.find('.') == std::string::npos;
  constexpr std::size_t kThousands = 3;
  if (!only_separator || number.size() - comma - 1 == kThousands) return std::nullopt;
  number[comma] = '.';
  return number;
}

bool IsCores(std::string_view lower_unit) {
  constexpr std::array<std::string_view, 6> kNames = {"cpu",   "cpus", "core",
                                                      "cores", "vcpu", "vcpus"};
  return std::find(kNames.begin(), kNames.end(), lower_unit) != kNames.end();
}

// The suffix for "GB" (G), "gb", "g", "gi" and "GiB" (Gi), "K" (k), "cores" (none). Units in lower
// case mean powers of two: nobody who writes "64gb" of memory counts in thousands.
std::optional<std::string> SuffixFor(std::string_view unit) {
  std::string lower = Lowered(unit);
  if (IsCores(lower) || lower == "b") return "";
  const bool binary = lower == unit || lower.find('i') != std::string::npos;
  if (lower.ends_with('b')) lower.pop_back();
  if (lower.ends_with('i')) lower.pop_back();
  constexpr std::string_view kPrefixes = "kmgtpe";
  if (lower.size() != 1 || kPrefixes.find(lower) == std::string_view::npos) return std::nullopt;
  const char prefix = static_cast<char>(lower.front() - 'a' + 'A');
  if (binary) return std::string{prefix, 'i'};
  return prefix == 'K' ? "k" : std::string{prefix};
}

bool Parses(const std::string& text) { return Quantity::Parse(text).has_value(); }

}  // namespace

std::optional<std::string> SuggestQuantity(std::string_view text) {
  // Longer ones are no slips of the pen.
  constexpr std::size_t kMaxSize = 64;
  if (text.size() > kMaxSize || Quantity::Parse(text)) return std::nullopt;
  std::string packed;
  std::copy_if(text.begin(), text.end(), std::back_inserter(packed),
               [](char c) { return !IsBlank(c) && c != '_'; });
  const std::size_t unit_at = std::min(packed.find_first_not_of("+-0123456789.,"), packed.size());
  const auto number = WithDecimalPoint(packed.substr(0, unit_at));
  if (!number || std::none_of(number->begin(), number->end(), IsDigit)) return std::nullopt;

  const std::string unit = packed.substr(unit_at);
  if (Parses(*number + unit)) return *number + unit;
  const auto suffix = SuffixFor(unit);
  if (suffix && Parses(*number + *suffix)) return *number + *suffix;
  return std::nullopt;
}

}  // namespace tenure
