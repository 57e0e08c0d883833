#include "policies/engine/checkpoint/placeholders.h"

#include <algorithm>
#include <cstddef>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr std::string_view kDir = "<dir>";
constexpr std::string_view kHash = "<hash>";

constexpr bool IsOfIdentity(char c) {
  return IsLetter(c) || IsDigit(c) || c == '_' || c == '-' || c == '.';
}

constexpr bool IsOfPath(char c) { return IsOfIdentity(c) || c == '/'; }

constexpr std::size_t kHashDigits = 12;

constexpr bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); }

bool TakeHash(std::string_view& text) {
  const std::string_view digits = text.substr(0, kHashDigits);
  text.remove_prefix(digits.size());
  return digits.size() == kHashDigits && std::ranges::all_of(digits, IsHexDigit);
}

// Cuts a folder off the front of the text; false where there is none.
bool TakeFolder(std::string_view& text, std::string_view base) {
  if (base.empty()) return text.starts_with('/') && !TakeWhile(text, IsOfPath).empty();
  if (!text.starts_with(base)) return false;
  text.remove_prefix(base.size());
  if (!text.starts_with('/')) return false;
  text.remove_prefix(1);
  return !TakeWhile(text, IsOfIdentity).empty();
}

}  // namespace

std::string Filled(std::string_view pattern, const Placeholders& known) {
  std::string text;
  while (!pattern.empty()) {
    if (pattern.starts_with(kDir)) {
      text += known.dir;
      pattern.remove_prefix(kDir.size());
    } else if (pattern.starts_with(kHash)) {
      text += known.hash;
      pattern.remove_prefix(kHash.size());
    } else {
      text += pattern.front();
      pattern.remove_prefix(1);
    }
  }
  return text;
}

bool IsFillingOf(std::string_view pattern, std::string_view text, std::string_view base) {
  while (!pattern.empty()) {
    if (pattern.starts_with(kDir)) {
      if (!TakeFolder(text, base)) return false;
      pattern.remove_prefix(kDir.size());
    } else if (pattern.starts_with(kHash)) {
      if (!TakeHash(text)) return false;
      pattern.remove_prefix(kHash.size());
    } else {
      if (!text.starts_with(pattern.front())) return false;
      text.remove_prefix(1);
      pattern.remove_prefix(1);
    }
  }
  return text.empty();
}

}  // namespace tenure
