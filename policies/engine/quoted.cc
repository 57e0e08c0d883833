#include "policies/engine/quoted.h"

namespace tenure {
namespace {

constexpr std::size_t kShown = 16;

// Not in the middle of a character.
std::string_view Shortened(std::string_view text) {
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace

std::string QuotedBriefly(std::string_view text) {
  if (text.size() <= kShown) return '"' + std::string(text) + '"';
  return '"' + std::string(Shortened(text)) + "...\"";
}

}  // namespace tenure
