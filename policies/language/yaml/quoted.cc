#include "policies/language/yaml/quoted.h"

#include <algorithm>

namespace tenure {
namespace {

constexpr std::size_t kMaxShown = 60;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

std::string Clipped(std::string_view text) {
  const bool is_cut = text.size() > kMaxShown;
  std::size_t end = is_cut ? kMaxShown : text.size();
  while (is_cut && end > 0 && IsContinuation(text[end])) --end;
  std::string shown(text.substr(0, end));
  std::ranges::replace_if(shown, IsControl, '?');
  return is_cut ? shown + "…" : shown;
}

std::string Quoted(std::string_view text) { return '"' + Clipped(text) + '"'; }

}  // namespace tenure
