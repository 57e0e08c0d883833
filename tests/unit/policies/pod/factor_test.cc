#include "policies/pod/factor.h"

#include <gtest/gtest.h>

#include <string>

namespace tenure {
namespace {

std::string TextOf(std::string_view text) {
  const auto factor = Factor::Parse(text);
  return factor ? factor->Text() : factor.error();
}

std::string ErrorOf(std::string_view text) {
  const auto factor = Factor::Parse(text);
  return factor ? "no error, but " + factor->Text() : factor.error();
}

Factor F(std::string_view text) { return Factor::Parse(text).value(); }

TEST(Factor, IsOneByDefault) {
  EXPECT_EQ(Factor().Text(), "1x");
  EXPECT_EQ(Factor(), F("1x"));
}

TEST(Factor, IsExact) {
  EXPECT_EQ(F("1.5x").numerator(), 15u);
  EXPECT_EQ(F("1.5x").scale(), 1);
  EXPECT_EQ(F("0.000000001x").numerator(), 1u);
  EXPECT_EQ(F("0.000000001x").scale(), 9);
  EXPECT_EQ(F("100x").numerator(), 100u);
  EXPECT_EQ(F("100x").scale(), 0);
}

TEST(Factor, TextIsCanonical) {
  EXPECT_EQ(TextOf("1.5x"), "1.5x");
  EXPECT_EQ(TextOf("0.8x"), "0.8x");
  EXPECT_EQ(TextOf("1.50x"), "1.5x");
  EXPECT_EQ(TextOf("2.0x"), "2x");
  EXPECT_EQ(TextOf("01.05x"), "1.05x");
  EXPECT_EQ(TextOf("12.000000001x"), "12.000000001x");
  EXPECT_EQ(TextOf("1000.000000000x"), "1000x");
}

TEST(Factor, ComparesByValue) {
  EXPECT_EQ(F("1.50x"), F("1.5x"));
  EXPECT_LT(F("0.8x"), F("1x"));
  EXPECT_LT(F("1.19x"), F("1.2x"));
  EXPECT_GT(F("1000x"), F("999.999999999x"));
}

TEST(Factor, HasARange) {
  const std::string out_of_range = "not a factor: it must be above 0x and at most 1000x";
  EXPECT_EQ(ErrorOf("0x"), out_of_range);
  EXPECT_EQ(ErrorOf("0.000x"), out_of_range);
  EXPECT_EQ(ErrorOf("1001x"), out_of_range);
  EXPECT_EQ(ErrorOf("1000.000000001x"), out_of_range);
  EXPECT_EQ(ErrorOf(std::string(100'000, '9') + "x"), out_of_range);
  EXPECT_EQ(ErrorOf("1.0123456789x"), "not a factor: at most nine decimals, such as 1.5x");
}

TEST(Factor, SuggestsWhatWasMeant) {
  for (const auto* text :
       {"1.5", "1,5x", "1,5", "1.5X", "1.5 x", "x1.5", "x 1.5", "150%", "150 %"}) {
    EXPECT_EQ(ErrorOf(text), "not a factor; did you mean 1.5x?") << text;
  }
  EXPECT_EQ(ErrorOf(".5x"), "not a factor; did you mean 0.5x?");
  EXPECT_EQ(ErrorOf("80%"), "not a factor; did you mean 0.8x?");
  EXPECT_EQ(ErrorOf("2"), "not a factor; did you mean 2x?");
}

TEST(Factor, ShowsAnExampleWhereNothingCanBeGuessed) {
  for (const auto* text : {"", "x", "xx", "-1.5x", "+1x", "1.x", "1.5.5x", "p95", "64Gi", "1e3x",
                           "0", "1,5,5x", "12345678901234567890"}) {
    EXPECT_EQ(ErrorOf(text), "not a factor: write a number and x, such as 1.5x") << text;
  }
}

}  // namespace
}  // namespace tenure
