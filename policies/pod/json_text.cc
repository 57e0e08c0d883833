#include "policies/pod/json_text.h"

#include <cstdint>
#include <cstring>

namespace tenure {
namespace {

bool NeedsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// Eight bytes at once, each in its own lane: a lane's top bit is set where its
// byte needs an escape, and never when no byte does (Hacker's Delight, 6-1).
constexpr std::uint64_t Lanes(unsigned char byte) { return 0x0101010101010101ULL * byte; }

constexpr std::uint64_t HasZero(std::uint64_t lanes) {
  return (lanes - Lanes(1)) & ~lanes & Lanes(0x80);
}

constexpr bool AnyNeedsEscape(std::uint64_t lanes) {
  const std::uint64_t below_blank = (lanes - Lanes(0x20)) & ~lanes & Lanes(0x80);
  return (below_blank | HasZero(lanes ^ Lanes('"')) | HasZero(lanes ^ Lanes('\\'))) != 0;
}

// The length of the beginning that can be taken as it is.
std::size_t PlainLength(std::string_view text) {
  std::size_t length = 0;
  std::uint64_t lanes = 0;
  for (; length + sizeof lanes <= text.size(); length += sizeof lanes) {
    std::memcpy(&lanes, text.data() + length, sizeof lanes);
    if (AnyNeedsEscape(lanes)) break;
  }
  while (length < text.size() && !NeedsEscape(text[length])) ++length;
  return length;
}

void AppendEscaped(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '"':
    case '\\':
      out += {'\\', c};
      break;
    case '\n':
      out += "\\n";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += {'\\', 'u', '0', '0', kHex[byte >> 4], kHex[byte & 0xf]};
  }
}

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  while (true) {
    const std::size_t plain = PlainLength(text);
    out += text.substr(0, plain);
    if (plain == text.size()) break;
    AppendEscaped(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
  out += '"';
}

std::string JsonString(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  AppendJsonString(out, text);
  return out;
}

}  // namespace tenure
