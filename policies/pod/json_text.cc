#include "policies/pod/json_text.h"

#include <array>
#include <bit>
#include <cstddef>

#include "policies/pod/byte_block.h"

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

ByteBlock::Bits NeedingEscape(const ByteBlock& block) {
  return block.AtMost(0x1f) | block.Equal('"') | block.Equal('\\');
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

// The text, of which all before `done` is written: up to the byte at `at`, which
// needs an escape, and that one.
void AppendUpTo(std::string& out, std::string_view text, std::size_t& done, std::size_t at) {
  out.append(text.data() + done, at - done);
  AppendEscaped(out, text[at]);
  done = at + 1;
}

void AppendWithEscapes(std::string& out, std::string_view text) {
  constexpr std::size_t kSize = ByteBlock::kSize;
  std::size_t done = 0;
  std::size_t at = 0;
  for (; at + kSize <= text.size(); at += kSize) {
    auto escapes = NeedingEscape(ByteBlock::At(text.data() + at));
    for (; escapes != 0; escapes &= escapes - 1) {
      AppendUpTo(out, text, done, at + static_cast<std::size_t>(std::countr_zero(escapes)));
    }
  }
  for (; at < text.size(); ++at) {
    if (NeedsEscape(text[at])) AppendUpTo(out, text, done, at);
  }
  out.append(text.data() + done, text.size() - done);
}

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  if (HasNone(text, NeedingEscape)) {
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
