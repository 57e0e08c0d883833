#include "policies/engine/fitted.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace tenure {
namespace {

constexpr std::string_view kPlace = "{}";
constexpr std::string_view kEllipsis = "...";

// How many bytes each name may have, together no more than `room`.
std::vector<std::size_t> Lengths(std::span<const std::string_view> names, std::size_t room) {
  std::vector<std::size_t> lengths;
  lengths.reserve(names.size());
  for (const std::string_view name : names) lengths.push_back(name.size());
  auto total = std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
  for (; total > room; --total) --*std::ranges::max_element(lengths);
  return lengths;
}

bool IsInsideCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::string Cut(std::string_view name, std::size_t length) {
  if (length >= name.size()) return std::string(name);
  std::size_t end = length - std::min(length, kEllipsis.size());
  while (end > 0 && IsInsideCharacter(name[end])) --end;
  return std::string(name.substr(0, end)) + std::string(kEllipsis.substr(0, length));
}

}  // namespace

std::string Fitted(std::string_view pattern, std::span<const std::string_view> names,
                   std::size_t limit) {
  const std::size_t fixed = pattern.size() - names.size() * kPlace.size();
  const auto lengths = Lengths(names, limit - std::min(limit, fixed));
  std::string text;
  text.reserve(limit);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t place = pattern.find(kPlace);
    text += pattern.substr(0, place);
    text += Cut(names[i], lengths[i]);
    pattern.remove_prefix(place + kPlace.size());
  }
  return text.append(pattern);
}

}  // namespace tenure
