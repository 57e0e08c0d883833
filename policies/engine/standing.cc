#include "policies/engine/standing.h"

#include <algorithm>

#include "policies/engine/globs.h"

namespace tenure {
namespace {

const Override* FindOverride(const Policy& policy, std::string_view name_space) {
  const auto found = std::ranges::find_if(policy.overrides, [&](const Override& candidate) {
    return MatchesAny(candidate.namespaces, name_space);
  });
  return found == policy.overrides.end() ? nullptr : &*found;
}

const RuleLevel* FindRule(const std::vector<RuleLevel>& rules, std::string_view id) {
  const auto found = std::ranges::find(rules, id, &RuleLevel::id);
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace

Standing::Standing(const Policy& policy, std::string_view name_space)
    : policy_(policy), override_(FindOverride(policy, name_space)), mode_(policy.mode) {
  if (override_ != nullptr && override_->mode) mode_ = Weaker(mode_, *override_->mode);
}

Level Standing::LevelOf(std::string_view rule, Level by_default) const {
  const RuleLevel* written = FindRule(policy_.rules, rule);
  Level level = Weaker(mode_, written == nullptr ? by_default : written->level);
  if (override_ != nullptr) {
    if (const RuleLevel* here = FindRule(override_->rules, rule))
      level = Weaker(level, here->level);
  }
  return level;
}

Level Standing::LevelByHistory(std::string_view rule) const {
  return FindRule(policy_.rules, rule) == nullptr ? Level::kWarn : LevelOf(rule, Level::kWarn);
}

}  // namespace tenure
