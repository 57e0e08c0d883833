#include "policies/engine/fitted.h"

#include <gtest/gtest.h>

#include <vector>

namespace tenure {
namespace {

std::string Fit(std::string_view pattern, const std::vector<std::string_view>& names,
                std::size_t limit) {
  return Fitted(pattern, names, limit);
}

TEST(Fitted, LeavesWhatFits) {
  EXPECT_EQ(Fit("class {} in {}", {"long", "science"}, 21), "class long in science");
  EXPECT_EQ(Fit("nothing to fill", {}, 5), "nothing to fill");
}

TEST(Fitted, CutsTheLongestFirst) {
  EXPECT_EQ(Fit("class {} in {}", {"long", "science"}, 20), "class long in sci...");
  EXPECT_EQ(Fit("{}/{}", {"aaaaaaaaaaaa", "bbbbbbbbbb"}, 13), "aaa.../bbb...");
}

TEST(Fitted, NeverCutsThePattern) {
  EXPECT_EQ(Fit("no room for {} at all", {"names"}, 3), "no room for  at all");
}

TEST(Fitted, CutsBetweenCharacters) {
  EXPECT_EQ(Fit("{}", {"\u00e9\u00e9\u00e9\u00e9"}, 6), "\u00e9...");
}

}  // namespace
}  // namespace tenure
