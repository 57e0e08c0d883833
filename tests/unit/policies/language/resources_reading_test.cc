#include <gmock/gmock.h>

#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::VariantWith;

auto IsFactor(std::string_view text) { return VariantWith<Factor>(*Factor::Parse(text)); }
auto IsQuantity(std::string_view text) { return VariantWith<Quantity>(*Quantity::Parse(text)); }
auto IsPercentile(Percentile percentile) { return VariantWith<Percentile>(percentile); }

ResourceSpec ReadMemory(const std::string& spec) {
  return ReadClass("  resources: {memory: " + spec + "}\n").resources.memory;
}

TEST(ResourcesReading, ARequestIsOneAmount) {
  EXPECT_THAT(ReadMemory("{request: 1.5x}").request->amounts, ElementsAre(IsFactor("1.5x")));
  EXPECT_THAT(ReadMemory("{request: p50}").request->amounts,
              ElementsAre(IsPercentile(Percentile::kP50)));
  EXPECT_THAT(ReadMemory("{request: 64Gi}").request->amounts, ElementsAre(IsQuantity("64Gi")));
  EXPECT_THAT(ReadMemory("{request: 2097152}").request->amounts, ElementsAre(IsQuantity("2Mi")));
  EXPECT_FALSE(ReadMemory("{request: 1.5x}").request->at_least);
}

TEST(ResourcesReading, ARequestIsAListOfAmounts) {
  EXPECT_THAT(ReadMemory("{request: [1.5x, p95, max, 4Gi]}").request->amounts,
              ElementsAre(IsFactor("1.5x"), IsPercentile(Percentile::kP95),
                          IsPercentile(Percentile::kMax), IsQuantity("4Gi")));
}

TEST(ResourcesReading, AtLeastOnlyRaises) {
  const auto one = ReadMemory("{request: {atLeast: 1.5x}}").request;
  EXPECT_TRUE(one->at_least);
  EXPECT_THAT(one->amounts, ElementsAre(IsFactor("1.5x")));
  const auto list = ReadMemory("{request: {atLeast: [1.5x, p95]}}").request;
  EXPECT_TRUE(list->at_least);
  EXPECT_EQ(list->amounts.size(), 2U);
}

TEST(ResourcesReading, ALimitIsAWordOrAmounts) {
  using Kind = LimitSpec::Kind;
  EXPECT_EQ(ReadMemory("{limit: none}").limit.kind, Kind::kNone);
  EXPECT_EQ(ReadMemory("{limit: keep}").limit.kind, Kind::kKeep);
  EXPECT_EQ(ReadMemory("{limit: request}").limit.kind, Kind::kRequest);
  EXPECT_EQ(ReadMemory("{request: 1x}").limit.kind, Kind::kKeep);
  const LimitSpec limit = ReadMemory("{limit: [1.2x, p95]}").limit;
  EXPECT_EQ(limit.kind, Kind::kAmounts);
  EXPECT_THAT(limit.amounts, ElementsAre(IsFactor("1.2x"), IsPercentile(Percentile::kP95)));
}

TEST(ResourcesReading, WithoutARequestItStaysAsItIs) {
  EXPECT_EQ(ReadMemory("{limit: none}").request, std::nullopt);
}

TEST(ResourcesReading, ALimitBelowTheRequestIsRefusedWhereBothCompare) {
  const auto errors = [](const std::string& spec) {
    return ErrorsOf(WithClass("  resources: {cpu: " + spec + "}\n"));
  };
  EXPECT_THAT(errors("{request: 1.5x, limit: 1.2x}"), HasSubstr("below the request"));
  EXPECT_THAT(errors("{request: {atLeast: [1x, 2x]}, limit: [1x, 1.9x]}"),
              HasSubstr("below the request"));
  EXPECT_THAT(errors("{request: 2, limit: 1900m}"), HasSubstr("below the request"));
  EXPECT_EQ(errors("{request: 1x, limit: 1x}"), "");
  EXPECT_EQ(errors("{request: 2x, limit: [1x, p95]}"), "");
  EXPECT_EQ(errors("{request: 2x, limit: 1}"), "");
}

TEST(ResourcesReading, MemoryIsNotCountedInMillibytes) {
  const auto errors = [](const std::string& spec) {
    return ErrorsOf(WithClass("  resources: " + spec + "\n"));
  };
  EXPECT_THAT(errors("{memory: {limit: 512m}}"), HasSubstr("less than 1Mi of memory"));
  EXPECT_THAT(errors("{memory: {request: [1x, 64]}}"), HasSubstr("less than 1Mi of memory"));
  EXPECT_EQ(errors("{memory: {limit: 1Mi}}"), "");
  EXPECT_EQ(errors("{cpu: {limit: 512m}}"), "");
}

}  // namespace
}  // namespace tenure
