#include "policies/pod/byte_block.h"

#include <gtest/gtest.h>

#include <string>

namespace tenure {
namespace {

TEST(ByteBlock, SaysOfEachByteWhetherItIsWanted) {
  for (int wanted = 0; wanted < 256; ++wanted) {
    const auto byte = static_cast<unsigned char>(wanted);
    for (int first = 0; first < 256; first += 16) {
      std::string bytes;
      ByteBlock::Bits equal = 0;
      ByteBlock::Bits at_most = 0;
      ByteBlock::Bits at_least = 0;
      for (int i = 0; i < 16; ++i) {
        bytes += static_cast<char>(first + i);
        equal |= ByteBlock::Bits{first + i == wanted} << i;
        at_most |= ByteBlock::Bits{first + i <= wanted} << i;
        at_least |= ByteBlock::Bits{first + i >= wanted} << i;
      }
      const ByteBlock block = ByteBlock::At(bytes.data());
      ASSERT_EQ(block.Equal(static_cast<char>(wanted)), equal) << wanted << " in " << first;
      ASSERT_EQ(block.AtMost(byte), at_most) << wanted << " in " << first;
      ASSERT_EQ(block.AtLeast(byte), at_least) << wanted << " in " << first;
    }
  }
}

// The text is a part of a longer one that is all x: none of that may be seen.
TEST(HasNone, LooksAtEachByteOfTheTextAndAtNoOther) {
  const auto find_x = [](const ByteBlock& block) { return block.Equal('x'); };
  for (std::size_t size = 0; size <= 50; ++size) {
    std::string text(size + 64, 'x');
    for (std::size_t i = 0; i < size; ++i) text[32 + i] = 'a';
    const std::string_view part = std::string_view(text).substr(32, size);
    EXPECT_TRUE(HasNone(part, find_x)) << size << " bytes";
    for (std::size_t i = 0; i < size; ++i) {
      text[32 + i] = 'x';
      EXPECT_FALSE(HasNone(part, find_x)) << "byte " << i << " of " << size;
      text[32 + i] = 'a';
    }
  }
}

}  // namespace
}  // namespace tenure
