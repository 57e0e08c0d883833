#include "wrapper/records.h"

#include <gtest/gtest.h>

#include "wrapper/crc32c.h"

namespace tenure::wrapper {
namespace {

TEST(Crc32c, KnownAnswers) {
  EXPECT_EQ(Crc32c("123456789"), 0xe3069283U);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8a9136aaU) << "RFC 3720, B.4";
  EXPECT_EQ(Crc32c(""), 0U);
}

TEST(Crc32c, PartsAndBothImplementationsAgree) {
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 7);
  for (size_t cut = 0; cut < 40; ++cut) {
    const std::string_view view = bytes;
    EXPECT_EQ(Crc32c(view.substr(cut), Crc32c(view.substr(0, cut))), Crc32cPortable(view)) << cut;
  }
}

TEST(Records, ComeBackAsTheyWere) {
  Records records;
  records.Add("path", "/with space\nand \\ newline");
  records.Add("empty", "");
  records.Add("id", 7);
  records.Add("id", 1000);
  const auto back = Records::Parse(records.Serialize());
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(back->Text("path"), "/with space\nand \\ newline");
  EXPECT_EQ(back->Text("empty"), "");
  EXPECT_EQ(back->Number("id"), 7);
  EXPECT_EQ(back->All("id"), (std::vector<std::string>{"7", "1000"}));
  EXPECT_EQ(back->Text("unknown"), "");
}

TEST(Records, NoShorterFileIsBelieved) {
  Records records;
  records.Add("size", 123456);
  records.Add("name", "pages-1.img");
  const std::string whole = records.Serialize();
  for (size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(Records::Parse(whole.substr(0, length))) << "cut to " << length;
  }
}

TEST(Records, NoChangedByteIsBelieved) {
  Records records;
  records.Add("size", 123456);
  const std::string whole = records.Serialize();
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(Records::Parse(changed)) << "byte " << i;
  }
}

}  // namespace
}  // namespace tenure::wrapper
