#include "policies/language/tables/amount.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "policies/language/types/collections.h"
#include "policies/language/types/scalars.h"
#include "policies/language/yaml/quoted.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr std::string_view kWords = "a factor (1.5x), a percentile (p95) or a quantity (64Gi)";
constexpr std::string_view kNotAnAmount =
    "not an amount: write a factor (1.5x), a percentile (p50, p95, max) or a quantity (64Gi)";

constexpr std::array kPercentiles = std::to_array<std::pair<std::string_view, Percentile>>(
    {{"p50", Percentile::kP50}, {"p95", Percentile::kP95}, {"max", Percentile::kMax}});

std::optional<Percentile> FindPercentile(std::string_view text) {
  const auto found =
      std::ranges::find(kPercentiles, text, &std::pair<std::string_view, Percentile>::first);
  if (found == kPercentiles.end()) return std::nullopt;
  return found->second;
}

// What was meant, by the letter that gives it away.
bool LooksLikeFactor(std::string_view text) {
  const auto is_sign = [](char c) { return ToLower(c) == 'x' || c == '%'; };
  return !text.empty() && (is_sign(text.back()) || ToLower(text.front()) == 'x');
}

bool LooksLikePercentile(std::string_view text) {
  return text.size() > 1 && ToLower(text.front()) == 'p' && AllDigits(text.substr(1));
}

std::optional<Amount> ReadFactor(Reading& reading, const YamlNode& node) {
  const auto factor = Factor::Parse(node.text);
  if (factor) return *factor;
  reading.Fail(node, Quoted(node.text) + " is " + factor.error());
  return std::nullopt;
}

}  // namespace

std::optional<Amount> ReadAmount(Reading& reading, const YamlNode& node) {
  if (!ExpectScalar(reading, node, kWords)) return std::nullopt;
  if (const auto percentile = FindPercentile(node.text)) return *percentile;
  if (LooksLikePercentile(node.text)) {
    reading.Fail(node, Quoted(node.text) + " is not a percentile; write p50, p95 or max");
    return std::nullopt;
  }
  if (LooksLikeFactor(node.text)) return ReadFactor(reading, node);
  const auto quantity = ReadPositiveQuantity(reading, node, kNotAnAmount);
  if (!quantity) return std::nullopt;
  return *quantity;
}

std::optional<std::vector<Amount>> ReadAmounts(Reading& reading, const YamlNode& node) {
  if (node.kind == YamlNode::Kind::kList) {
    return ListOf<Amount>({{std::string(kWords), {}, {}}, ReadAmount}).read(reading, node);
  }
  const auto amount = ReadAmount(reading, node);
  if (!amount) return std::nullopt;
  return std::vector{*amount};
}

Type<std::vector<Amount>> Amounts() {
  const std::string pattern =
      "^([0-9]+([.][0-9]+)?x|p50|p95|max|" + std::string(kQuantityPattern) + ")$";
  const Json amount = {{"type", {"string", "number"}},
                       {"pattern", pattern},
                       {"examples", {"1.5x", "1x", "p50", "p95", "max", "500m", "64Gi"}}};
  const Json amounts = {{"type", "array"}, {"items", amount}, {"minItems", 1}};
  return {{"an amount, or a list of them", {{"anyOf", {amount, amounts}}}, {}}, ReadAmounts};
}

}  // namespace tenure
