#include "policies/language/yaml/plain_scalar.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(KindOfPlain, KnowsTheCoreSchema) {
  for (const char* text : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
    EXPECT_EQ(KindOfPlain(text), PlainKind::kBoolean) << text;
  }
  for (const char* text : {"0", "1", "-1", "+1", "012", "0o17", "0x1F", "99999999999999999999"}) {
    EXPECT_EQ(KindOfPlain(text), PlainKind::kInteger) << text;
  }
  for (const char* text : {"1.", "1.5", ".5", "-.5", "1e3", "1E-3", "1.5e+3", ".inf", "-.INF",
                           "+.Inf", ".nan", ".NaN", ".NAN"}) {
    EXPECT_EQ(KindOfPlain(text), PlainKind::kFloat) << text;
  }
}

TEST(KindOfPlain, TakesEverythingElseForAString) {
  for (const char* text :
       {"tRUE", "yes", "no", "0o18", "0xG", "1_000", "1:30", "0b1",   "1.5x",       "64Gi",
        "--1",  "1e",  ".",  "-",    "+",   "inf",   "nan",  "-.nan", "2024-11-12", "1,5"}) {
    EXPECT_EQ(KindOfPlain(text), PlainKind::kString) << text;
  }
}

TEST(OldBoolean, KnowsTheWordsOfYaml11) {
  for (const char* text : {"yes", "Yes", "YES", "on", "On", "ON", "y", "Y"}) {
    EXPECT_EQ(OldBoolean(text), true) << text;
  }
  for (const char* text : {"no", "No", "NO", "off", "Off", "OFF", "n", "N"}) {
    EXPECT_EQ(OldBoolean(text), false) << text;
  }
  for (const char* text : {"", "yess", "none", "ok", "true", "false"}) {
    EXPECT_EQ(OldBoolean(text), std::nullopt) << text;
  }
}

TEST(HasLeadingZero, IsAboutWholeDecimals) {
  for (const char* text : {"012", "00", "-01", "+010", "08"}) EXPECT_TRUE(HasLeadingZero(text));
  for (const char* text : {"", "0", "-0", "10", "0x1", "0o1", "0.5", "01Gi", "-"}) {
    EXPECT_FALSE(HasLeadingZero(text)) << text;
  }
}

TEST(OtherThanString, SaysWhatAReaderMayTakeItFor) {
  EXPECT_EQ(OtherThanString("on"), "a boolean to many YAML readers");
  EXPECT_EQ(OtherThanString("true"), "a boolean, not a string");
  EXPECT_EQ(OtherThanString("1.5"), "a number, not a string");
  EXPECT_EQ(OtherThanString("spot"), std::nullopt);
}

}  // namespace
}  // namespace tenure
