#include "policies/pod/scan.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(Trimmed, LosesWhatIsUnwantedAtBothEndsOnly) {
  EXPECT_EQ(Trimmed("  a b ", IsSpace), "a b");
  EXPECT_EQ(Trimmed("a", IsSpace), "a");
  EXPECT_EQ(Trimmed("   ", IsSpace), "");
  EXPECT_EQ(Trimmed("", IsSpace), "");
}

TEST(Trimmed, TakesATabForABlankButNotForASpace) {
  EXPECT_EQ(Trimmed("\t a\t", IsBlank), "a");
  EXPECT_EQ(Trimmed("\ta ", IsSpace), "\ta");
}

TEST(Lowered, ChangesAsciiLettersAndNothingElse) {
  EXPECT_EQ(Lowered("Gi-9_Z"), "gi-9_z");
  EXPECT_EQ(Lowered("\xc3\x84"), "\xc3\x84");
}

TEST(EqualsIgnoringCase, ComparesWholeTexts) {
  EXPECT_TRUE(EqualsIgnoringCase("Keep-Alive", "keep-alive"));
  EXPECT_FALSE(EqualsIgnoringCase("keep-alive2", "keep-alive"));
  EXPECT_FALSE(EqualsIgnoringCase("keep", "keep-alive"));
}

TEST(TakeWhile, CutsTheLongestWantedRunOff) {
  std::string_view text = "12d";
  EXPECT_EQ(TakeWhile(text, IsDigit), "12");
  EXPECT_EQ(text, "d");
  EXPECT_EQ(TakeWhile(text, IsDigit), "");
}

}  // namespace
}  // namespace tenure
