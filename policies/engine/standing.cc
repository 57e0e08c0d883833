#include "policies/engine/standing.h"

#include <algorithm>

#include "policies/engine/globs.h"
#include "policies/engine/rollout.h"

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

Standing::Standing(const Policy& policy, std::string_view name_space, const Metadata& metadata)
    : policy_(policy), override_(FindOverride(policy, name_space)), mode_(policy.mode) {
  if (override_ == nullptr) return;
  if (override_->mode) mode_ = Weaker(mode_, *override_->mode);
  const auto& percent = override_->rollout_percent;
  is_outside_rollout_ = percent && !IsInRollout(metadata, name_space, *percent);
  if (is_outside_rollout_) mode_ = Weaker(mode_, Level::kAudit);
}

Level Standing::LevelOf(std::string_view rule, Level by_default) const {
  return Weaker(mode_, LevelByRule(rule, by_default));
}

Level Standing::LevelByRule(std::string_view rule, Level by_default) const {
  const RuleLevel* written = FindRule(policy_.rules, rule);
  const Level level = written == nullptr ? by_default : written->level;
  const RuleLevel* here = override_ == nullptr ? nullptr : FindRule(override_->rules, rule);
  return here == nullptr ? level : Weaker(level, here->level);
}

Level Standing::LevelByHistory(std::string_view rule) const {
  return FindRule(policy_.rules, rule) == nullptr ? Level::kWarn : LevelByRule(rule, Level::kWarn);
}

}  // namespace tenure
