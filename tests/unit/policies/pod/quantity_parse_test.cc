// Parse and Canonical, against what upstream answers (tests/data/quantity_vectors.tsv, printed by
// k8s.io/apimachinery).
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "policies/pod/quantity.h"

namespace tenure {
namespace {

using Error = Quantity::Error;
using Format = Quantity::Format;

constexpr std::int64_t kMaxInt64 = std::numeric_limits<std::int64_t>::max();

struct Vector {
  std::string input;
  std::string canonical;  // empty when upstream refuses the input
  std::string error;
  std::string format;
  std::string value;
  std::string milli_value;
};

std::vector<std::string> Columns(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream stream(line);
  for (std::string column; std::getline(stream, column, '\t');) columns.push_back(column);
  columns.resize(6);
  return columns;
}

std::vector<Vector> ReadVectors() {
  std::ifstream file(TENURE_TEST_DATA "/quantity_vectors.tsv");
  std::vector<Vector> vectors;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const auto columns = Columns(line);
    const std::string input = columns[0].substr(1, columns[0].size() - 2);
    const bool refused = columns[1] == "ERR";
    vectors.push_back({input, refused ? "" : columns[2], refused ? columns[2] : "", columns[3],
                       columns[4], columns[5]});
  }
  return vectors;
}

std::string Name(Format format) {
  switch (format) {
    case Format::kDecimalSi:
      return "DecimalSI";
    case Format::kBinarySi:
      return "BinarySI";
    case Format::kDecimalExponent:
      return "DecimalExponent";
  }
  return "";
}

// Where upstream's int64 wraps around (to zero, or to something negative), we saturate.
const std::set<std::string> kUpstreamWrapsValue = {"9223372036854775808", "99999999999999999999",
                                                   "12E", "100E", "1e30"};
const std::set<std::string> kUpstreamWrapsMilliValue = {"7Ei",
                                                        "8Ei",
                                                        "9Ei",
                                                        "9223372036854775808",
                                                        "99999999999999999999",
                                                        "1E",
                                                        "12E",
                                                        "100E",
                                                        "1e18",
                                                        "1e30",
                                                        "4611686018427387904",
                                                        "4611686018427387904Ki",
                                                        "8796093022208Mi",
                                                        "5E"};

TEST(QuantityParse, AnswersAsUpstream) {
  const auto vectors = ReadVectors();
  ASSERT_EQ(vectors.size(), 141u);
  for (const Vector& vector : vectors) {
    SCOPED_TRACE('"' + vector.input + '"');
    const auto quantity = Quantity::Parse(vector.input);
    if (!vector.error.empty()) {
      ASSERT_FALSE(quantity);
      EXPECT_EQ(quantity.error(), vector.error == "ErrSuffix" ? Error::kSuffix : Error::kFormat);
      continue;
    }
    ASSERT_TRUE(quantity);
    EXPECT_EQ(quantity->Canonical(), vector.canonical);
    EXPECT_EQ(Name(quantity->format()), vector.format);
    const bool value_wraps = kUpstreamWrapsValue.contains(vector.input);
    EXPECT_EQ(quantity->Value(), value_wraps ? kMaxInt64 : std::stoll(vector.value));
    const bool milli_wraps = kUpstreamWrapsMilliValue.contains(vector.input);
    EXPECT_EQ(quantity->MilliValue(), milli_wraps ? kMaxInt64 : std::stoll(vector.milli_value));
  }
}

std::string Canonical(std::string_view text) {
  const auto quantity = Quantity::Parse(text);
  return quantity ? quantity->Canonical() : "refused: " + std::string(Describe(quantity.error()));
}

void ExpectRefused(std::string_view text, Error error) {
  const auto quantity = Quantity::Parse(text);
  ASSERT_FALSE(quantity) << text << " was read as " << quantity->Canonical();
  EXPECT_EQ(quantity.error(), error) << text << " is " << Describe(quantity.error());
}

// Not in the vectors, but also seen upstream.
TEST(QuantityParse, AMissingNumberIsZeroOnlyForModestSuffixes) {
  for (const auto* text : {"k", "E", "Ki", "Ti", "e3", "+m", "-.k", "e-9"}) {
    EXPECT_EQ(Canonical(text), "0") << text;
  }
  for (const auto* text : {"Pi", "Ei", ".Ei", "-Pi", "e-10"}) ExpectRefused(text, Error::kFormat);
}

TEST(QuantityParse, AnyNumberOfDecimalsIsExact) {
  EXPECT_EQ(Canonical("1.00000000000000000000000000000000000000000000000001"), "1000000001n");
  EXPECT_EQ(Canonical("1.00000000000000000000000000000000000000000000000000"), "1");
  // 2^-30 has thirty decimals: a byte exactly, and with one more digit a little above.
  EXPECT_EQ(Canonical("0.000000000931322574615478515625Gi"), "1");
  EXPECT_EQ(Canonical("0.0000000009313225746154785156250000001Gi"), "1000000001n");
  EXPECT_EQ(Canonical("0.00000000093132257461547851562Gi"), "1");
  EXPECT_EQ(Canonical("0." + std::string(100'000, '0') + "1Ei"), "1n");
  EXPECT_EQ(Canonical(std::string(100'000, '0') + "64Gi"), "64Gi");
}

TEST(QuantityParse, BinaryNumbersAreCappedOnBothSides) {
  EXPECT_EQ(Canonical("-9Ei"), "-9223372036854775807");
  EXPECT_EQ(Canonical("7.9999999999999999999999Ei"), "9223372036854775807");
  EXPECT_EQ(Canonical(std::string(100'000, '9') + "Ki"), "9223372036854775807");
}

TEST(QuantityParse, DecimalNumbersReachTheLimit) {
  EXPECT_EQ(Canonical("1e33"), "1e33");
  EXPECT_EQ(Canonical("-1e33"), "-1e33");
  EXPECT_EQ(Canonical("1000000000000000E"), "1e33");
  EXPECT_EQ(Canonical("1e-33"), "1e-9");
  EXPECT_EQ(Canonical("1000E"), "1e21");
}

TEST(QuantityParse, RefusesAtOnceWhatIsTooLarge) {
  for (const auto* text : {"1e34", "1e-34", "0e34", "1e2147483648", "1e4294967296", "1E-2147483648",
                           "1e99999999999999999999", "2e33", "1.000000000000000000000000000001e33",
                           "10000000000000000E", "1000000000000000000000000000000000.0000000001"}) {
    ExpectRefused(text, Error::kTooLarge);
  }
  ExpectRefused(std::string(100'000, '9'), Error::kTooLarge);
  ExpectRefused("1e" + std::string(100'000, '9'), Error::kTooLarge);
}

TEST(QuantityParse, CanonicalNumbersTakeTheLargestSuffixWithoutAFraction) {
  EXPECT_EQ(Canonical("100.035k"), "100035");
  EXPECT_EQ(Canonical("1e0"), "1");
  EXPECT_EQ(Canonical("10"), "10");
  EXPECT_EQ(Canonical("2048Gi"), "2Ti");
  EXPECT_EQ(Canonical("1.000001"), "1000001u");
  EXPECT_EQ(Canonical("20.000000001"), "20000000001n");
  EXPECT_EQ(Canonical("0.1Gi"), "107374182400m");
}

TEST(QuantityParse, ErrorsSayWhatAQuantityLooksLike) {
  for (const Error error : {Error::kFormat, Error::kSuffix, Error::kTooLarge}) {
    EXPECT_TRUE(Describe(error).starts_with("not a quantity")) << Describe(error);
    EXPECT_LT(Describe(error).size(), 110u) << "too long for a warning";
  }
}

}  // namespace
}  // namespace tenure
