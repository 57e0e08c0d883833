#include <gtest/gtest.h>

#include "policies/language/match.h"

namespace tenure {
namespace {

bool Matches(std::string pattern, std::string_view text) {
  return Glob{std::move(pattern)}.Matches(text);
}

TEST(Glob, IsOverTheWholeName) {
  EXPECT_TRUE(Matches("team", "team"));
  EXPECT_FALSE(Matches("team", "team-a"));
  EXPECT_FALSE(Matches("team", "a-team"));
  EXPECT_FALSE(Matches("Team", "team"));
}

TEST(Glob, StarIsAnyCharactersOrNone) {
  EXPECT_TRUE(Matches("*", ""));
  EXPECT_TRUE(Matches("*", "anything/at:all"));
  EXPECT_TRUE(Matches("team-*", "team-"));
  EXPECT_TRUE(Matches("*-prod", "a-prod"));
  EXPECT_FALSE(Matches("*-prod", "a-prod-b"));
  EXPECT_TRUE(Matches("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(Matches("a*b*c", "a-c-b"));
  EXPECT_TRUE(Matches("**", "x"));
}

TEST(Glob, QuestionMarkIsOneCharacter) {
  EXPECT_TRUE(Matches("node-?", "node-1"));
  EXPECT_FALSE(Matches("node-?", "node-"));
  EXPECT_FALSE(Matches("node-?", "node-10"));
  EXPECT_TRUE(Matches("?*", "a"));
  EXPECT_FALSE(Matches("?*", ""));
}

TEST(Glob, TakesAStarInTheTextForACharacter) {
  EXPECT_TRUE(Matches("*b", "*b"));
  EXPECT_FALSE(Matches("a", "*"));
}

TEST(Glob, EmptyMatchesEmptyOnly) {
  EXPECT_TRUE(Matches("", ""));
  EXPECT_FALSE(Matches("", "a"));
}

TEST(Glob, DoesNotExplode) {
  std::string pattern;
  for (int i = 0; i < 100; ++i) pattern += "*a";
  EXPECT_FALSE(Matches(pattern + "b", std::string(10'000, 'a')));
}

}  // namespace
}  // namespace tenure
