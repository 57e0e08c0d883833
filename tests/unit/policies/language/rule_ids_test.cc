#include "policies/language/rule_ids.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tenure {
namespace {

TEST(RuleIds, AreSortedAndDiffer) {
  EXPECT_TRUE(std::ranges::is_sorted(RuleIds(), {}, &RuleId::id));
  EXPECT_EQ(std::ranges::adjacent_find(RuleIds(), {}, &RuleId::id), RuleIds().end());
}

TEST(RuleIds, AreLowerCaseWordsWithHyphens) {
  for (const RuleId& rule : RuleIds()) {
    EXPECT_EQ(rule.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string_view::npos)
        << rule.id;
  }
}

TEST(RuleIds, AreEnforcedOrWarnedAboutByDefault) {
  for (const RuleId& rule : RuleIds()) {
    EXPECT_TRUE(rule.level == Level::kEnforce || rule.level == Level::kWarn) << rule.id;
  }
}

}  // namespace
}  // namespace tenure
