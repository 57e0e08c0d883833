#include "webhook/admission/impact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Change By(Protection protection, std::string_view now) {
  return {.path = "/spec/x", .now = now, .by = protection};
}

Finding Refusal(std::string_view rule) { return {.rule = rule, .level = Level::kEnforce}; }

std::optional<Difference> Between(const Decision& before, const Decision& after) {
  return Compare({before, before}, {after, after});
}

TEST(Compare, FindsNothingWhereOnlyThePolicysHashIsAnother) {
  Decision before{.class_name = "long"};
  before.changes = {By(Protection::kIdentity, "a"), By(Protection::kPriority, "1")};
  Decision after = before;
  after.changes[0].now = "b";
  EXPECT_FALSE(Between(before, after));
}

TEST(Compare, NamesTheProtectionsWhoseChangesAreOthersInWhateverOrderTheyCome) {
  Decision before{.class_name = "long"};
  before.changes = {By(Protection::kPriority, "1"), By(Protection::kResources, "1")};
  Decision after = before;
  std::swap(after.changes[0], after.changes[1]);
  EXPECT_FALSE(Between(before, after)) << "the order is no difference";
  after.changes[0].now = "2";
  const auto difference = Between(before, after);
  ASSERT_TRUE(difference);
  EXPECT_THAT(difference->protections, ElementsAre("resources"));
}

TEST(Compare, AModeThatKeepsChangesBackTakesTheProtectionsAway) {
  Decision before{.class_name = "long"};
  before.changes = {By(Protection::kPriority, "1")};
  Decision after = before;
  after.mode = Level::kAudit;
  const auto difference = Between(before, after);
  ASSERT_TRUE(difference);
  EXPECT_THAT(difference->protections, ElementsAre("priority"));
}

TEST(Compare, TellsRulesThatBeginAndCeaseToRefuse) {
  Decision before;
  before.findings = {Refusal("a"), Refusal("b")};
  Decision after;
  after.findings = {Refusal("b"), Refusal("c")};
  const auto difference = Between(before, after);
  ASSERT_TRUE(difference);
  EXPECT_THAT(difference->new_rules, ElementsAre("c"));
  EXPECT_THAT(difference->gone_rules, ElementsAre("a"));
  EXPECT_FALSE(difference->IsNewlyRefused()) << "it was refused already";
  after.findings.clear();
  EXPECT_TRUE(Between(before, after)->IsNewlyAdmitted());
  EXPECT_TRUE(Between(after, before)->IsNewlyRefused());
}

TEST(Impact, CountsByRuleAndProtection) {
  Impact impact;
  impact.Add(std::nullopt);
  impact.Add(Difference{.is_admitted = false, .new_rules = {"a", "b"}});
  impact.Add(Difference{.is_admitted = false, .new_rules = {"a"}});
  impact.Add(Difference{.was_admitted = false, .gone_rules = {"c"}});
  impact.Add(Difference{.old_class = "long", .new_class = "short", .protections = {"priority"}});
  EXPECT_THAT(impact.Sentences(),
              ElementsAre("4 of 5 pods would change", "2 would newly be refused (a 2, b 1)",
                          "1 would newly be admitted (c 1)", "1 would be of another class",
                          "1 would get other protections (priority 1)"));
}

TEST(Impact, OfNothingSaysSo) {
  EXPECT_THAT(Impact().Sentences(),
              ElementsAre("0 of 0 pods would change", "0 would newly be refused",
                          "0 would newly be admitted"));
}

}  // namespace
}  // namespace tenure
