#include "webhook/admission/one_line.h"

#include <gtest/gtest.h>

#include <string>

namespace tenure {
namespace {

TEST(OneLineTest, LeavesOrdinaryTextAlone) {
  EXPECT_EQ(OneLine("expected-memory: \"64Gi\" ~ 100 %"), "expected-memory: \"64Gi\" ~ 100 %");
  EXPECT_EQ(OneLine("süß, 日本, 🧬"), "süß, 日本, 🧬");
  EXPECT_EQ(OneLine(""), "");
}

TEST(OneLineTest, ReplacesControlCharacters) {
  EXPECT_EQ(OneLine("a\nb\tc\r\x1b[31m\x7f"), "a?b?c??[31m?");
  EXPECT_EQ(OneLine(std::string("a\0b", 3)), "a?b");
  EXPECT_EQ(OneLine("a\xc2\x85z"), "a?z") << "U+0085, a control character in two bytes";
}

TEST(OneLineTest, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(OneLine("a\xffz"), "a?z");
  EXPECT_EQ(OneLine("\xc3"), "?") << "cut in the middle";
  EXPECT_EQ(OneLine("\xe6\x97"), "??") << "cut in the middle";
  EXPECT_EQ(OneLine("\xc0\xaf"), "??") << "overlong";
  EXPECT_EQ(OneLine("\xe0\x80\xaf"), "???") << "overlong";
  EXPECT_EQ(OneLine("\xed\xa0\x80"), "???") << "a surrogate";
  EXPECT_EQ(OneLine("\xf4\x90\x80\x80"), "????") << "beyond U+10FFFF";
}

TEST(OneLineTest, PlainLinesAreThoseThatStayAsTheyAre) {
  EXPECT_TRUE(IsPlainLine(""));
  EXPECT_TRUE(IsPlainLine("system:serviceaccount:kube-system:job-controller ~\"\\"));
  for (const char* text : {"a\n", "\x7f", "\x1f", "ü", "\xff", "a\xc2\x85z"}) {
    EXPECT_FALSE(IsPlainLine(text)) << OneLine(text);
  }
}

TEST(OneLineTest, CutsBelowTheLimit) {
  EXPECT_EQ(OneLine(std::string(119, 'x'), 120), std::string(119, 'x'));
  EXPECT_EQ(OneLine(std::string(120, 'x'), 120), std::string(116, 'x') + "...");
}

TEST(OneLineTest, CutsBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "日";
  const std::string line = OneLine(text, 120);
  EXPECT_LT(line.size(), 120U);
  EXPECT_EQ(OneLine(line), line) << "no half character is left";
}

}  // namespace
}  // namespace tenure
