#include "policies/language/types/suggestion.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

const std::vector<std::string> kWords = {"memory", "cpu", "priority", "checkpoint-needs-root"};

TEST(Nearest, ForgivesSlips) {
  EXPECT_EQ(Nearest("memroy", kWords), "memory");   // a swap
  EXPECT_EQ(Nearest("memmory", kWords), "memory");  // one too many
  EXPECT_EQ(Nearest("memry", kWords), "memory");    // one too few
  EXPECT_EQ(Nearest("memery", kWords), "memory");   // another
  EXPECT_EQ(Nearest("Memory", kWords), "memory");   // a capital
  EXPECT_EQ(Nearest("checkpointNeedsRoot", kWords), "checkpoint-needs-root");
}

TEST(Nearest, DoesNotTakeAnotherWordForASlip) {
  EXPECT_EQ(Nearest("limits", kWords), std::nullopt);
  EXPECT_EQ(Nearest("", kWords), std::nullopt);
  EXPECT_EQ(Nearest("m", kWords), std::nullopt);
  EXPECT_EQ(Nearest("memory", {}), std::nullopt);
}

TEST(Nearest, TakesTheNearerOfTwo) {
  EXPECT_EQ(Nearest("require", {"requires", "require"}), "require");
  EXPECT_EQ(Nearest("tolerates", {"toleration", "tolerate"}), "tolerate");
}

TEST(Nearest, BoundsWhatItCompares) {
  EXPECT_EQ(Nearest(std::string(1'000'000, 'x'), kWords), std::nullopt);
}

TEST(DidYouMean, FallsBackToTheWholeShortList) {
  EXPECT_EQ(DidYouMean("memroy", kWords), "; did you mean memory?");
  EXPECT_EQ(DidYouMean("gold", {"enforce", "warn", "audit"}), "; write enforce, warn or audit");
  EXPECT_EQ(DidYouMean("gold", std::vector<std::string>(9, "word")), "");
  EXPECT_EQ(DidYouMean("gold", {}), "");
}

}  // namespace
}  // namespace tenure
