#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "policies/pod/quantity.h"

namespace tenure {
namespace {

TEST(SuggestQuantity, KnowsWhatPeopleWrite) {
  const std::array<std::pair<std::string, std::string>, 25> mistakes = {{
      {"8GB", "8G"},         {"8Gb", "8G"},        {"8gb", "8Gi"},     {"8g", "8Gi"},
      {"64gi", "64Gi"},      {"64GI", "64Gi"},     {"64GiB", "64Gi"},  {"64gib", "64Gi"},
      {"1K", "1k"},          {"1KB", "1k"},        {"1kb", "1Ki"},     {"1KIB", "1Ki"},
      {"512mb", "512Mi"},    {"512MB", "512M"},    {"1.5TB", "1.5T"},  {"2pb", "2Pi"},
      {"512 Mi", "512Mi"},   {" 512Mi ", "512Mi"}, {"1,5Gi", "1.5Gi"}, {"1,5 gb", "1.5Gi"},
      {"1_000Mi", "1000Mi"}, {"2 cores", "2"},     {"4vCPU", "4"},     {"100B", "100"},
      {"0,5 CPU", "0.5"},
  }};
  for (const auto& [written, meant] : mistakes) {
    EXPECT_EQ(SuggestQuantity(written), meant) << '"' << written << '"';
    EXPECT_TRUE(Quantity::Parse(meant)) << meant;
  }
}

TEST(SuggestQuantity, IsSilentWhereNothingIsWrong) {
  for (const auto* text : {"8G", "64Gi", "1500m", "0", "1e3", ""}) {
    EXPECT_EQ(SuggestQuantity(text), std::nullopt) << text;
  }
}

TEST(SuggestQuantity, DoesNotGuessWildly) {
  for (const auto* text : {"lots", "1,000Mi", "1,000,000", "1.000,5", "GB", "1Zi", "1xB", "--1",
                           "1..5", "0x10", "NaN", "1e99", "5 %", "ii", "1i", "1bb", ","}) {
    EXPECT_EQ(SuggestQuantity(text), std::nullopt) << text;
  }
  EXPECT_EQ(SuggestQuantity(std::string(1'000, '1') + " Gi"), std::nullopt);
}

}  // namespace
}  // namespace tenure
