#include "webhook/admission/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tenure {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

using Pair = std::array<char, 2>;

// The two characters of every twelve bits: three bytes are two of them.
constexpr std::array<Pair, 4096> kPairs = [] {
  std::array<Pair, 4096> pairs{};
  for (std::size_t bits = 0; bits < pairs.size(); ++bits) {
    pairs[bits] = {kAlphabet[bits >> 6U], kAlphabet[bits & 63U]};
  }
  return pairs;
}();

std::uint32_t Byte(char c) { return static_cast<unsigned char>(c); }

void WritePair(char* to, std::uint32_t bits) { std::memcpy(to, kPairs[bits].data(), 2); }

// One or two bytes, with the padding.
void WriteTail(char* to, std::string_view tail) {
  const std::uint32_t second = tail.size() > 1 ? Byte(tail[1]) : 0;
  const std::uint32_t bits = Byte(tail[0]) << 16U | second << 8U;
  WritePair(to, bits >> 12U);
  WritePair(to + 2, bits & 0xfffU);
  to[3] = '=';
  if (tail.size() == 1) to[2] = '=';
}

}  // namespace

// OpenSSL's EVP_EncodeBlock takes four times as long, and the patch is the
// larger part of an answer.
void AppendBase64(std::string& out, std::string_view bytes) {
  const std::size_t start = out.size();
  out.resize(start + (bytes.size() + 2) / 3 * 4);
  char* to = out.data() + start;
  const std::size_t whole = bytes.size() / 3 * 3;
  const char* from = bytes.data();
  for (const char* const end = from + whole; from != end; from += 3, to += 4) {
    const std::uint32_t bits = Byte(from[0]) << 16U | Byte(from[1]) << 8U | Byte(from[2]);
    WritePair(to, bits >> 12U);
    WritePair(to + 2, bits & 0xfffU);
  }
  if (whole < bytes.size()) WriteTail(to, bytes.substr(whole));
}

}  // namespace tenure
