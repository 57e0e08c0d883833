#include "policies/engine/checkpoint/placeholders.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(Placeholders, AreFilledInWhereverTheyStand) {
  const Placeholders known{"/c", "/c/run", "abc123"};
  EXPECT_EQ(Filled("<dir>", known), "/c/run");
  EXPECT_EQ(Filled("--dir=<dir>/x --check=<hash>", known), "--dir=/c/run/x --check=abc123");
  EXPECT_EQ(Filled("a < b > $(VAR) <dir", known), "a < b > $(VAR) <dir");
}

TEST(Placeholders, AreRecognisedWithAnotherFolderAndHash) {
  EXPECT_TRUE(IsFillingOf("<dir>", "/c/other.1-2_3", "/c"));
  EXPECT_TRUE(IsFillingOf("--dir=<dir>/x", "--dir=/c/other/x", "/c"));
  EXPECT_TRUE(IsFillingOf("<hash>", "00ff00ff00ff", "/c"));
  EXPECT_TRUE(IsFillingOf("plain", "plain", "/c"));
}

// A variable that its user has set to a folder of their own is not ours.
TEST(Placeholders, AreNotTakenForOthersTexts) {
  EXPECT_FALSE(IsFillingOf("<dir>", "/scratch", "/c"));
  EXPECT_FALSE(IsFillingOf("<dir>", "/c", "/c"));
  EXPECT_FALSE(IsFillingOf("<dir>", "/c/", "/c"));
  EXPECT_FALSE(IsFillingOf("<dir>", "/c/a/b", "/c"));
  EXPECT_FALSE(IsFillingOf("<dir>", "/cc/a", "/c"));
  EXPECT_FALSE(IsFillingOf("<hash>", "", "/c"));
  EXPECT_FALSE(IsFillingOf("<hash>", "b", "/c")) << "a word of letters that a hash may have";
  EXPECT_FALSE(IsFillingOf("<hash>", "00ff00ff00fx", "/c"));
  EXPECT_FALSE(IsFillingOf("plain", "plainer", "/c"));
}

TEST(Placeholders, TakeAnyAbsolutePathWhereNoMountIsKnown) {
  EXPECT_TRUE(IsFillingOf("<dir>", "/a/b/c.d", ""));
  EXPECT_FALSE(IsFillingOf("<dir>", "a/b", ""));
}

}  // namespace
}  // namespace tenure
