#include "policies/language/rule_ids.h"

#include <algorithm>
#include <vector>

namespace tenure {
namespace {

std::vector<RuleId> SortedIds() {
  std::vector<RuleId> ids = {
#define POD_RULE(id, level, Check, ...) {id, Level::level},
#define UPDATE_RULE POD_RULE
#define RESIZE_RULE POD_RULE
#define JOB_RULE POD_RULE
#include "policies/rules.def"
  };
  std::ranges::sort(ids, {}, &RuleId::id);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  return ids;
}

}  // namespace

std::span<const RuleId> RuleIds() {
  static const std::vector<RuleId> ids = SortedIds();
  return ids;
}

}  // namespace tenure
