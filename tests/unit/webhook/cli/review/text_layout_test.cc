#include "webhook/cli/review/text_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure {
namespace {

using testing::ElementsAre;

TEST(Text, IsMeasuredInCharacters) {
  EXPECT_EQ(Width("größe"), 5U);
  EXPECT_EQ(Width("64Gi → 96Gi"), 11U);
  EXPECT_EQ(Width(""), 0U);
}

TEST(Text, IsClippedBetweenCharacters) {
  EXPECT_EQ(Clipped("größe", 5), "größe");
  EXPECT_EQ(Clipped("größer", 5), "größ…");
  EXPECT_EQ(Width(Clipped("äöüäöü", 3)), 3U);
}

TEST(Text, CannotDriveTheTerminal) { EXPECT_EQ(Clipped("a\033[2J\nb", 20), "a [2J b"); }

TEST(Text, IsPaddedToAWidth) {
  EXPECT_EQ(Padded("ö", 3), "ö  ");
  EXPECT_EQ(Padded("long", 3), "long");
}

TEST(Text, IsWrappedBetweenWords) {
  EXPECT_THAT(Wrapped("one two  three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(Wrapped("unbreakable a", 4), ElementsAre("unbreakable", "a"));
  EXPECT_THAT(Wrapped("a\nb", 9), ElementsAre("a b"));
  EXPECT_THAT(Wrapped("", 9), ElementsAre(""));
}

}  // namespace
}  // namespace tenure
