#include "policies/language/rule_ids.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tenure {
namespace {

TEST(RuleIds, AreSortedAndDiffer) {
  EXPECT_TRUE(std::ranges::is_sorted(kRuleIds, {}, &RuleId::id));
  EXPECT_EQ(std::ranges::adjacent_find(kRuleIds, {}, &RuleId::id), kRuleIds.end());
}

TEST(RuleIds, AreLowerCaseWordsWithHyphens) {
  for (const RuleId& rule : kRuleIds) {
    EXPECT_EQ(rule.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string_view::npos)
        << rule.id;
  }
}

TEST(RuleIds, AreEnforcedOrWarnedAboutByDefault) {
  for (const RuleId& rule : kRuleIds) {
    EXPECT_TRUE(rule.level == Level::kEnforce || rule.level == Level::kWarn) << rule.id;
  }
}

}  // namespace
}  // namespace tenure
