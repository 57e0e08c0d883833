#include "webhook/admission/one_line.h"

#include <cstdint>

#include "policies/pod/byte_block.h"

namespace tenure {
namespace {

constexpr std::string_view kEllipsis = "...";

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

// How many bytes the character that starts with `lead` has; 0: none starts so.
std::size_t LengthAfter(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

// The code point of a character whose bytes are there, well-formed or not.
std::uint32_t CodePoint(std::string_view bytes) {
  static constexpr unsigned char kLeadBits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
  std::uint32_t point = static_cast<unsigned char>(bytes[0]) & kLeadBits[bytes.size()];
  for (const char c : bytes.substr(1)) {
    point = (point << 6U) | (static_cast<unsigned char>(c) & 0x3fU);
  }
  return point;
}

// Overlong forms, surrogates and what lies beyond Unicode (RFC 3629, section 4).
bool IsScalarValue(std::uint32_t point, std::size_t length) {
  static constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kSmallest[length] || point > 0x10ffff) return false;
  return point < 0xd800 || point > 0xdfff;
}

// Go's unicode.IsControl: C0, DEL and C1.
bool IsControl(std::uint32_t point) { return point < 0x20 || (point >= 0x7f && point <= 0x9f); }

// The length of the character at the front; 0: there is none.
std::size_t CharacterLength(std::string_view text) {
  const std::size_t length = LengthAfter(static_cast<unsigned char>(text[0]));
  if (length == 0 || length > text.size()) return 0;
  for (const char c : text.substr(1, length - 1)) {
    if (!IsContinuation(c)) return 0;
  }
  return IsScalarValue(CodePoint(text.substr(0, length)), length) ? length : 0;
}

}  // namespace

bool IsPlainLine(std::string_view text) {
  return HasNone(text,
                 [](const ByteBlock& block) { return block.AtMost(0x1f) | block.AtLeast(0x7f); });
}

std::string OneLine(std::string_view text) {
  if (IsPlainLine(text)) return std::string(text);
  std::string line;
  line.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = CharacterLength(text);
    const bool printable = length != 0 && !IsControl(CodePoint(text.substr(0, length)));
    if (printable) {
      line += text.substr(0, length);
    } else {
      line += '?';
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return line;
}

std::string OneLine(std::string_view text, std::size_t limit) {
  std::string line = OneLine(text);
  if (line.size() < limit) return line;
  std::size_t end = limit - 1 - kEllipsis.size();
  while (end > 0 && IsContinuation(line[end])) --end;
  line.resize(end);
  line += kEllipsis;
  return line;
}

}  // namespace tenure
