#include "webhook/cli/review/yaml_scalar.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace tenure {
namespace {

using nlohmann::json;

// What kubectl v1.32 makes of them: `kubectl annotate --local -f FILE -o json a=b`.
TEST(PlainScalar, IsWhatItIsToKubectl) {
  const std::vector<std::pair<std::string, json>> known = {
      {"yes", true},
      {"y", true},
      {"On", true},
      {"TRUE", true},
      {"off", false},
      {"NO", false},
      {"n", false},
      {"yEs", "yEs"},
      {"~", nullptr},
      {"Null", nullptr},
      {"", nullptr},
      {"012", 10},
      {"-012", -10},
      {"0o12", 10},
      {"0x1F", 31},
      {"0b11", 3},
      {"-0b11", -3},
      {"1_000", 1000},
      {"+1", 1},
      {"-0", 0},
      {"09", 9},
      {"1e3", 1000},
      {"1.0", 1},
      {"1.", 1},
      {".5", 0.5},
      {"1.5", 1.5},
      {"0.1e-5", 0.000001},
      {"685.230_15", 685.23015},
      {"12345678901234567890", 12345678901234567890U},
      {"9223372036854775807", 9223372036854775807},
      {"-9223372036854775808", INT64_MIN},
      {"1e400", "1e400"},
      {"1:30", "1:30"},
      {"2001-01-01", "2001-01-01"},
      {"=", "="},
      {"64Gi", "64Gi"},
      {"1500m", "1500m"},
      {"1.2.3", "1.2.3"},
      {"0x", "0x"},
      {"--1", "--1"},
      {"-", "-"},
      {"+", "+"},
      {".", "."},
      {"_1", "_1"},
      {"größe", "größe"},
  };
  for (const auto& [text, value] : known) {
    const auto resolved = ResolvePlainScalar(text);
    ASSERT_TRUE(resolved) << text << ": " << resolved.error();
    EXPECT_EQ(*resolved, value) << text;
    EXPECT_EQ(resolved->is_number_float(), value.is_number_float()) << text;
  }
}

TEST(PlainScalar, WhatJsonCannotSayIsAnError) {
  for (const char* text : {".inf", "-.Inf", ".NaN"}) {
    const auto resolved = ResolvePlainScalar(text);
    ASSERT_FALSE(resolved) << text;
    EXPECT_EQ(resolved.error(), std::string(text) + " is a number that JSON cannot say; quote it");
  }
}

TEST(Scalar, InQuotesIsAString) {
  EXPECT_EQ(*ResolveScalar("!", "yes"), "yes");
  EXPECT_EQ(*ResolveScalar("!", ""), "");
}

TEST(Scalar, FollowsItsTag) {
  EXPECT_EQ(*ResolveScalar("tag:yaml.org,2002:str", "12"), "12");
  EXPECT_EQ(*ResolveScalar("tag:yaml.org,2002:int", "3"), 3);
  EXPECT_EQ(*ResolveScalar("tag:yaml.org,2002:bool", "true"), true);
  EXPECT_EQ(*ResolveScalar("!foo", "3"), "3");
  EXPECT_EQ(ResolveScalar("tag:yaml.org,2002:int", "many").error(), "many is no !!int");
}

TEST(Key, BecomesAString) {
  EXPECT_EQ(KeyText("a"), "a");
  EXPECT_EQ(KeyText(16), "16");
  EXPECT_EQ(KeyText(true), "true");
  EXPECT_EQ(KeyText(1.5), "1.5");
  EXPECT_EQ(KeyText(nullptr), std::nullopt);
}

}  // namespace
}  // namespace tenure
