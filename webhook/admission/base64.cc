#include "webhook/admission/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __x86_64__
#include <immintrin.h>
#endif

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

#ifdef __x86_64__

constexpr std::size_t kStepIn = 12;
constexpr std::size_t kStepOut = 16;
constexpr std::size_t kStepRead = 16;  // of which the last four are the next step's

// Twelve bytes into sixteen characters (W. Muła, D. Lemire: Faster Base64
// Encoding and Decoding Using AVX2 Instructions, 2018, section 3).
__attribute__((target("ssse3"))) void EncodeStep(const char* from, char* to) {
  const __m128i bytes =
      _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)),
                       _mm_set_epi8(10, 11, 9, 10, 7, 8, 6, 7, 4, 5, 3, 4, 1, 2, 0, 1));
  // Each six bits into a byte of their own.
  const __m128i odd =
      _mm_mulhi_epu16(_mm_and_si128(bytes, _mm_set1_epi32(0x0fc0fc00)), _mm_set1_epi32(0x04000040));
  const __m128i even =
      _mm_mullo_epi16(_mm_and_si128(bytes, _mm_set1_epi32(0x003f03f0)), _mm_set1_epi32(0x01000010));
  const __m128i sixes = _mm_or_si128(odd, even);
  // What is to be added: 0 for a to z, 1 to 10 for the digits, 11 for +, 12 for /, 13 for A to Z.
  __m128i range = _mm_subs_epu8(sixes, _mm_set1_epi8(51));
  const __m128i upper = _mm_cmpgt_epi8(_mm_set1_epi8(26), sixes);
  range = _mm_or_si128(range, _mm_and_si128(upper, _mm_set1_epi8(13)));
  const __m128i offsets =
      _mm_setr_epi8('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                    '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                   _mm_add_epi8(_mm_shuffle_epi8(offsets, range), sixes));
}

// As many steps as the bytes allow; gives how many bytes they took.
__attribute__((target("ssse3"))) std::size_t EncodeSteps(std::string_view bytes, char* to) {
  std::size_t done = 0;
  for (; done + kStepRead <= bytes.size(); done += kStepIn, to += kStepOut) {
    EncodeStep(bytes.data() + done, to);
  }
  return done;
}

std::size_t EncodeInSteps(std::string_view bytes, char* to) {
  static const bool has_shuffle = __builtin_cpu_supports("ssse3") != 0;
  return has_shuffle ? EncodeSteps(bytes, to) : 0;
}

#else

std::size_t EncodeInSteps(std::string_view /*bytes*/, char* /*to*/) { return 0; }

#endif

}  // namespace

// OpenSSL's EVP_EncodeBlock takes four times as long, and the patch is the
// larger part of an answer.
void AppendBase64(std::string& out, std::string_view bytes) {
  const std::size_t start = out.size();
  out.resize(start + (bytes.size() + 2) / 3 * 4);
  char* to = out.data() + start;
  const std::size_t whole = bytes.size() / 3 * 3;
  const std::size_t done = EncodeInSteps(bytes, to);
  const char* from = bytes.data() + done;
  to += done / 3 * 4;
  for (const char* const end = bytes.data() + whole; from != end; from += 3, to += 4) {
    const std::uint32_t bits = Byte(from[0]) << 16U | Byte(from[1]) << 8U | Byte(from[2]);
    WritePair(to, bits >> 12U);
    WritePair(to + 2, bits & 0xfffU);
  }
  if (whole < bytes.size()) WriteTail(to, bytes.substr(whole));
}

}  // namespace tenure
