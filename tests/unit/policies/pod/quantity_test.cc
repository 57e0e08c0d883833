#include "policies/pod/quantity.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "policies/pod/factor.h"

namespace tenure {
namespace {

using Format = Quantity::Format;

constexpr std::int64_t kMaxInt64 = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMinInt64 = std::numeric_limits<std::int64_t>::min();

Quantity Q(std::string_view text) {
  const auto quantity = Quantity::Parse(text);
  EXPECT_TRUE(quantity) << '"' << text << "\" is " << Describe(quantity.error());
  return quantity.value_or(Quantity());
}

Factor F(std::string_view text) {
  const auto factor = Factor::Parse(text);
  EXPECT_TRUE(factor) << '"' << text << "\" is " << factor.error();
  return factor.value_or(Factor());
}

std::string Times(std::string_view quantity, std::string_view factor) {
  return Q(quantity).MultipliedBy(F(factor)).Canonical();
}

TEST(Quantity, IsZeroByDefault) {
  EXPECT_TRUE(Quantity().IsZero());
  EXPECT_FALSE(Quantity().IsNegative());
  EXPECT_EQ(Quantity().Canonical(), "0");
  EXPECT_EQ(Quantity().format(), Format::kDecimalSi);
}

TEST(Quantity, ThereIsNoNegativeZero) {
  EXPECT_FALSE(Q("-0").IsNegative());
  EXPECT_FALSE((Q("1") - Q("1")).IsNegative());
  EXPECT_FALSE((Q("-1") + Q("1")).IsNegative());
  EXPECT_EQ(Q("-0"), Quantity());
}

TEST(Quantity, ComesFromWholeUnits) {
  EXPECT_EQ(Quantity::FromValue(64LL << 30, Format::kBinarySi).Canonical(), "64Gi");
  EXPECT_EQ(Quantity::FromValue(2000, Format::kDecimalSi).Canonical(), "2k");
  EXPECT_EQ(Quantity::FromValue(-2000, Format::kDecimalExponent).Canonical(), "-2e3");
  EXPECT_EQ(Quantity::FromValue(kMinInt64, Format::kDecimalSi).Canonical(), "-9223372036854775808");
  EXPECT_EQ(Quantity::FromValue(kMinInt64, Format::kDecimalSi).Value(), kMinInt64);
}

// As upstream: below 1024 the binary format is printed like the decimal one.
TEST(Quantity, SmallBinaryNumbersPrintAsDecimalOnes) {
  EXPECT_EQ(Quantity::FromValue(1023, Format::kBinarySi).Canonical(), "1023");
  EXPECT_EQ(Quantity::FromValue(1000, Format::kBinarySi).Canonical(), "1k");
  EXPECT_EQ(Quantity::FromValue(1024, Format::kBinarySi).Canonical(), "1Ki");
  EXPECT_EQ(Quantity::FromValue(3000, Format::kBinarySi).Canonical(), "3000");
}

TEST(Quantity, ComesFromThousandths) {
  EXPECT_EQ(Quantity::FromMilli(1500).Canonical(), "1500m");
  EXPECT_EQ(Quantity::FromMilli(-1).Canonical(), "-1m");
  EXPECT_EQ(Quantity::FromMilli(2000).Canonical(), "2");
  EXPECT_EQ(Quantity::FromMilli(kMinInt64).MilliValue(), kMinInt64);
}

TEST(Quantity, ValuesSaturateAtInt64) {
  EXPECT_EQ(Q("9223372036854775807").Value(), kMaxInt64);
  EXPECT_EQ(Q("9223372036854775808").Value(), kMaxInt64);
  EXPECT_EQ(Q("-9223372036854775808").Value(), kMinInt64);
  EXPECT_EQ(Q("-9223372036854775809").Value(), kMinInt64);
  EXPECT_EQ(Q("9223372036854775806.1").Value(), kMaxInt64);
  EXPECT_EQ(Q("9223372036854775.807").MilliValue(), kMaxInt64);
  EXPECT_EQ(Q("9223372036854775.8071").MilliValue(), kMaxInt64);
  EXPECT_EQ(Q("1e33").MilliValue(), kMaxInt64);
  EXPECT_EQ(Q("-1e33").MilliValue(), kMinInt64);
}

TEST(Quantity, RoundsAwayFromZero) {
  EXPECT_EQ(Q("1n").RoundedUpToUnit().Canonical(), "1");
  EXPECT_EQ(Q("-1n").RoundedUpToUnit().Canonical(), "-1");
  EXPECT_EQ(Q("7").RoundedUpToUnit().Canonical(), "7");
  EXPECT_EQ(Q("1.0001").RoundedUpToMilli().Canonical(), "1001m");
  EXPECT_EQ(Q("-1.0001").RoundedUpToMilli().Canonical(), "-1001m");
  EXPECT_EQ(Q("1.9999").RoundedUpToMilli().Canonical(), "2");
  EXPECT_EQ(Q("250m").RoundedUpToMilli().Canonical(), "250m");
}

TEST(Quantity, IsMultipliedExactly) {
  EXPECT_EQ(Times("1000m", "1.5x"), "1500m");
  EXPECT_EQ(Times("1000Mi", "1.5x"), "1500Mi");
  EXPECT_EQ(Times("500Mi", "0.8x"), "400Mi");
  EXPECT_EQ(Times("500Mi", "1.2x"), "600Mi");
  EXPECT_EQ(Times("64Gi", "1.5x"), "96Gi");
  EXPECT_EQ(Times("24", "1.5x"), "36");
  EXPECT_EQ(Times("1", "1.5x"), "1500m");
  EXPECT_EQ(Times("2e3", "1.5x"), "3e3");
  EXPECT_EQ(Times("-64Gi", "1.5x"), "-96Gi");
  EXPECT_EQ(Times("0", "1.5x"), "0");
  EXPECT_EQ(Times("64Gi", "1x"), "64Gi");
}

TEST(Quantity, WhatIsFinerThanNanoIsRoundedUpWhenMultiplied) {
  EXPECT_EQ(Times("1n", "0.000000001x"), "1n");
  EXPECT_EQ(Times("3n", "0.5x"), "2n");
  EXPECT_EQ(Times("-3n", "0.5x"), "-2n");
  EXPECT_EQ(Times("0.999999999", "1.000000001x"), "1");
}

TEST(Quantity, AMemoryRequestIsRoundedUpToBytes) {
  const Quantity product = Q("1Gi").MultipliedBy(F("0.8x"));
  EXPECT_EQ(product.Canonical(), "858993459200m");
  EXPECT_EQ(product.RoundedUpToUnit().Canonical(), "858993460");
  EXPECT_EQ(product.RoundedUpToUnit().format(), Format::kBinarySi);
}

// Beyond 2^63-1 upstream would print a binary quantity in a form that it reads as 2^63-1.
TEST(Quantity, BinaryArithmeticSaturatesAtInt64) {
  EXPECT_EQ(Times("7Ei", "1000x"), "9223372036854775807");
  EXPECT_EQ((Q("7Ei") + Q("7Ei")).Canonical(), "9223372036854775807");
  EXPECT_EQ((Q("-7Ei") - Q("7Ei")).Canonical(), "-9223372036854775807");
}

TEST(Quantity, DecimalArithmeticSaturatesAtTheLimit) {
  EXPECT_EQ(Times("1e33", "1000x"), "1e33");
  EXPECT_EQ(Times("1e33", "999.999999999x"), "1e33");
  EXPECT_EQ(Times("1e30", "1000x"), "1e33");
  EXPECT_EQ((Q("1e33") + Q("1n")).Canonical(), "1e33");
  EXPECT_EQ((Q("-1e33") - Q("1e33")).Canonical(), "-1e33");
}

TEST(Quantity, LargeProductsAreExactBelowTheLimit) {
  EXPECT_EQ(Times("1e30", "1.000000001x"), "1000000001e21");
  EXPECT_EQ(Times("999999999999999999999999999999.999999999", "0.5x"),
            "500e27");  // no suffix above E: upstream falls back to an exponent
}

TEST(Quantity, AddsAndSubtracts) {
  EXPECT_EQ((Q("1Gi") + Q("1G")).Canonical(), "2073741824");
  EXPECT_EQ((Q("100m") + Q("1Gi")).Canonical(), "1073741824100m");
  EXPECT_EQ((Q("900m") + Q("100m")).Canonical(), "1");
  EXPECT_EQ((Q("2") - Q("1n")).Canonical(), "1999999999n");
  EXPECT_EQ((Q("1") - Q("3")).Canonical(), "-2");
  EXPECT_EQ((Q("-1") + Q("3")).Canonical(), "2");
  EXPECT_EQ((Q("-1") - Q("3")).Canonical(), "-4");
}

TEST(Quantity, SumsKeepTheFormatOfTheLeftOperandUnlessItIsZero) {
  EXPECT_EQ((Q("1Gi") + Q("1G")).format(), Format::kBinarySi);
  EXPECT_EQ((Q("1G") + Q("1Gi")).format(), Format::kDecimalSi);
  EXPECT_EQ((Quantity() + Q("1Gi")).Canonical(), "1Gi");
  EXPECT_EQ((Quantity() - Q("1Gi")).Canonical(), "-1Gi");
  EXPECT_EQ((Q("1e3") + Quantity()).format(), Format::kDecimalExponent);
}

TEST(Quantity, ComparesByValueWhateverTheText) {
  EXPECT_EQ(Q("1024Mi"), Q("1Gi"));
  EXPECT_EQ(Q("1.5"), Q("1500m"));
  EXPECT_EQ(Q("1e3"), Q("1k"));
  EXPECT_LT(Q("1G"), Q("1Gi"));
  EXPECT_LT(Q("-2"), Q("-1"));
  EXPECT_LT(Q("-1"), Q("0"));
  EXPECT_LT(Q("-1"), Q("1n"));
  EXPECT_GT(Q("1.000000001"), Q("1"));
  EXPECT_GT(Q("12E"), Q("8Ei"));
  EXPECT_GT(Q("1e30"), Q("999999999999E"));
}

}  // namespace
}  // namespace tenure
