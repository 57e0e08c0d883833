#include "policies/language/tables/limit.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "policies/language/tables/amount.h"
#include "policies/language/types/suggestion.h"
#include "policies/language/yaml/quoted.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr std::array kWords = std::to_array<std::pair<std::string_view, LimitSpec::Kind>>(
    {{"none", LimitSpec::Kind::kNone},
     {"keep", LimitSpec::Kind::kKeep},
     {"request", LimitSpec::Kind::kRequest}});

std::vector<std::string> WordList() {
  std::vector<std::string> words;
  words.reserve(kWords.size());
  for (const auto& [word, kind] : kWords) words.emplace_back(word);
  return words;
}

// Four letters and no digit: no amount looks like that.
bool LooksLikeWord(std::string_view text) {
  return text.size() >= 4 && std::ranges::all_of(text, IsLetter);
}

std::optional<LimitSpec> ReadLimit(Reading& reading, const YamlNode& node) {
  if (node.IsScalar()) {
    for (const auto& [word, kind] : kWords) {
      if (node.text == word) return LimitSpec{.kind = kind, .amounts = {}};
    }
    if (LooksLikeWord(node.text)) {
      reading.Fail(node, Quoted(node.text) + " is not a limit" + DidYouMean(node.text, WordList()));
      return std::nullopt;
    }
  }
  if (node.kind == YamlNode::Kind::kMapping) {
    reading.Fail(node, "must be none, keep, request or an amount: only requests have atLeast");
    return std::nullopt;
  }
  auto amounts = ReadAmounts(reading, node);
  if (!amounts) return std::nullopt;
  return LimitSpec{.kind = LimitSpec::Kind::kAmounts, .amounts = *std::move(amounts)};
}

}  // namespace

Type<LimitSpec> Limit() {
  const Json words = {{"enum", WordList()}};
  return {{"`none`, `keep`, `request`, an amount, or a list of amounts",
           {{"anyOf", {words, Amounts().info.schema}}},
           {}},
          ReadLimit};
}

}  // namespace tenure
