#include "policies/language/tables/levels.h"

#include <algorithm>
#include <string>

#include "policies/language/rule_ids.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/suggestion.h"
#include "policies/language/types/words.h"

namespace tenure {
namespace {

std::vector<std::string> KnownRules() {
  std::vector<std::string> ids;
  for (const RuleId& rule : RuleIds()) ids.emplace_back(rule.id);
  return ids;
}

std::string RuleIdProblem(std::string_view id) {
  const std::vector<std::string> known = KnownRules();
  if (std::ranges::find(known, id) != known.end()) return "";
  return "not a rule" + DidYouMean(id, known);
}

}  // namespace

Type<Level> Mode() {
  return Words<Level>(
      "a mode", {{"enforce", Level::kEnforce}, {"warn", Level::kWarn}, {"audit", Level::kAudit}});
}

Type<std::vector<RuleLevel>> RuleLevels() {
  auto levels = Words<Level>("a level", {{"enforce", Level::kEnforce},
                                         {"warn", Level::kWarn},
                                         {"audit", Level::kAudit},
                                         {"off", Level::kOff}});
  const Json level_schema = levels.info.schema;
  auto type = MapOf<RuleLevel>(
      {.words = "a rule", .pattern = "", .problem = RuleIdProblem}, std::move(levels),
      [](std::string id, Level level) { return RuleLevel{std::move(id), level}; });
  // An editor completes the rules that there are.
  Json properties = Json::object();
  for (const RuleId& rule : RuleIds()) properties[std::string(rule.id)] = level_schema;
  type.info.schema = {
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  return type;
}

}  // namespace tenure
