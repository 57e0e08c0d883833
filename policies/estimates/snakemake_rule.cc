#include "policies/estimates/snakemake_rule.h"

#include <string_view>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr std::string_view kTargetJobs = "--target-jobs";

constexpr bool IsRuleCharacter(char c) { return IsLetter(c) || IsDigit(c) || c == '_'; }
constexpr bool Separates(char c) { return IsBlank(c) || c == '\'' || c == '"' || c == '='; }

// The rule in "'assemble:sample=a' --…", what follows the option.
std::string FirstTarget(std::string_view rest) {
  TakeWhile(rest, Separates);
  const std::string_view rule = TakeWhile(rest, IsRuleCharacter);
  return rest.starts_with(':') ? std::string(rule) : std::string();
}

std::string RuleIn(std::string_view text) {
  const std::size_t option = text.find(kTargetJobs);
  if (option == std::string_view::npos) return {};
  return FirstTarget(text.substr(option + kTargetJobs.size()));
}

}  // namespace

std::string SnakemakeRule(const Container& container) {
  for (const auto* words : {&container.command, &container.args}) {
    for (std::size_t i = 0; i < words->size(); ++i) {
      const std::string_view word = (*words)[i];
      if (word == kTargetJobs && i + 1 < words->size()) return FirstTarget((*words)[i + 1]);
      if (std::string rule = RuleIn(word); !rule.empty()) return rule;
    }
  }
  return {};
}

}  // namespace tenure
