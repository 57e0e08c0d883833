#include "policies/pod/json_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace tenure {
namespace {

constexpr std::array<bool, 256> kNeedsEscape = [] {
  std::array<bool, 256> needs{};
  for (std::size_t c = 0; c < 0x20; ++c) needs[c] = true;
  needs['"'] = true;
  needs['\\'] = true;
  return needs;
}();

bool NeedsEscape(char c) { return kNeedsEscape[static_cast<unsigned char>(c)]; }

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

// Also whether it is empty. The last lanes may overlap those before.
bool IsPlain(std::string_view text) {
  std::uint64_t lanes = 0;
  if (text.size() < sizeof lanes) return std::ranges::none_of(text, NeedsEscape);
  for (std::size_t at = 0; at + sizeof lanes <= text.size(); at += sizeof lanes) {
    std::memcpy(&lanes, text.data() + at, sizeof lanes);
    if (AnyNeedsEscape(lanes)) return false;
  }
  std::memcpy(&lanes, text.data() + text.size() - sizeof lanes, sizeof lanes);
  return !AnyNeedsEscape(lanes);
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

// JSON within JSON has a quote every few bytes: what is plain between two is
// found byte by byte.
void AppendWithEscapes(std::string& out, std::string_view text) {
  const char* plain = text.data();
  const char* const end = text.data() + text.size();
  for (const char* at = plain; at != end; ++at) {
    if (!NeedsEscape(*at)) continue;
    out.append(plain, at);
    AppendEscaped(out, *at);
    plain = at + 1;
  }
  out.append(plain, end);
}

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  if (IsPlain(text)) {
    out += text;
  } else {
    AppendWithEscapes(out, text);
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
