#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Sixteen bytes of a text, looked at together: what is written into a patch or a
// log line is looked at byte by byte otherwise, several times.
namespace tenure {

class ByteBlock {
 public:
  static constexpr std::size_t kSize = 16;

  // A bit for each byte of the block, the lowest for the first.
  using Bits = std::uint32_t;

  // The sixteen bytes that start here.
  static ByteBlock At(const char* bytes) {
    ByteBlock block;
    std::memcpy(&block.bytes_, bytes, kSize);
    return block;
  }

  // Each byte of a text that has one to sixteen, at least once, and no other.
  static ByteBlock Of(std::string_view text) {
    char bytes[kSize];
    if (text.size() >= 8) {
      std::memcpy(bytes, text.data(), 8);
      std::memcpy(bytes + 8, text.data() + text.size() - 8, 8);
    } else if (text.size() >= 4) {
      std::memcpy(bytes, text.data(), 4);
      std::memcpy(bytes + 4, text.data() + text.size() - 4, 4);
      std::memcpy(bytes + 8, bytes, 8);
    } else {
      std::memset(bytes, text.front(), kSize);
      bytes[1] = text[text.size() / 2];
      bytes[2] = text.back();
    }
    return At(bytes);
  }

#ifdef __SSE2__
  [[nodiscard]] Bits Equal(char c) const { return BitsOf(_mm_cmpeq_epi8(bytes_, All(c))); }
  [[nodiscard]] Bits AtMost(unsigned char c) const {
    return BitsOf(_mm_cmpeq_epi8(_mm_min_epu8(bytes_, All(static_cast<char>(c))), bytes_));
  }
  [[nodiscard]] Bits AtLeast(unsigned char c) const {
    return BitsOf(_mm_cmpeq_epi8(_mm_max_epu8(bytes_, All(static_cast<char>(c))), bytes_));
  }

 private:
  static __m128i All(char c) { return _mm_set1_epi8(c); }
  static Bits BitsOf(__m128i lanes) { return static_cast<Bits>(_mm_movemask_epi8(lanes)); }

  __m128i bytes_;
#else
  [[nodiscard]] Bits Equal(char c) const {
    return Where([c](unsigned char byte) { return byte == static_cast<unsigned char>(c); });
  }
  [[nodiscard]] Bits AtMost(unsigned char c) const {
    return Where([c](unsigned char byte) { return byte <= c; });
  }
  [[nodiscard]] Bits AtLeast(unsigned char c) const {
    return Where([c](unsigned char byte) { return byte >= c; });
  }

 private:
  template <typename Predicate>
  [[nodiscard]] Bits Where(Predicate holds) const {
    Bits bits = 0;
    for (std::size_t i = 0; i < kSize; ++i) bits |= Bits{holds(bytes_[i])} << i;
    return bits;
  }

  unsigned char bytes_[kSize];
#endif
};

// Whether find(block), which gives the bits of certain bytes, finds none in the text.
template <typename Find>
bool HasNone(std::string_view text, Find find) {
  constexpr std::size_t kSize = ByteBlock::kSize;
  if (text.size() <= kSize) return text.empty() || find(ByteBlock::Of(text)) == 0;
  for (std::size_t at = 0; at + kSize <= text.size(); at += kSize) {
    if (find(ByteBlock::At(text.data() + at)) != 0) return false;
  }
  // It may overlap the one before.
  return find(ByteBlock::At(text.data() + text.size() - kSize)) == 0;
}

}  // namespace tenure
