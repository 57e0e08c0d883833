#include "policies/engine/decision.h"

#include <algorithm>

namespace tenure {

bool Decision::Refused() const {
  return std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.level == Level::kEnforce; });
}

std::vector<std::string_view> Decision::RulesHeldBack() const {
  std::vector<std::string_view> rules;
  for (const Finding& finding : findings) {
    const bool is_held_back = finding.by_rule == Level::kEnforce && finding.level < Level::kEnforce;
    if (is_held_back && std::ranges::find(rules, finding.rule) == rules.end()) {
      rules.push_back(finding.rule);
    }
  }
  return rules;
}

std::string_view Name(ExemptBy by) {
  switch (by) {
    case ExemptBy::kNothing:
      return "nothing";
    case ExemptBy::kNamespace:
      return "namespace";
    case ExemptBy::kServiceAccount:
      return "service_account";
    case ExemptBy::kAnnotation:
      return "annotation";
  }
  return "nothing";
}

}  // namespace tenure
