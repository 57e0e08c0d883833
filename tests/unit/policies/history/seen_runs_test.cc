#include "policies/history/seen_runs.h"

#include <gtest/gtest.h>

#include "policies/history/step_run.h"

namespace tenure {
namespace {

TEST(SeenRuns, KnowsWhatItHasSeen) {
  SeenRuns seen;
  for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(seen.Insert(Fingerprint(std::to_string(i)))) << i;
  for (int i = 0; i < 10'000; ++i) EXPECT_FALSE(seen.Insert(Fingerprint(std::to_string(i)))) << i;
  EXPECT_EQ(seen.Ids().size(), 10'000U);
}

TEST(SeenRuns, ZeroIsAnIdToo) {
  SeenRuns seen;
  EXPECT_TRUE(seen.Insert(0));
  EXPECT_FALSE(seen.Insert(0));
}

TEST(SeenRuns, ForgetsTheOldestBeyondItsBound) {
  SeenRuns seen(100);
  for (std::uint64_t id = 1; id <= 1000; ++id) seen.Insert(id);
  EXPECT_LE(seen.Ids().size(), 200U);
  EXPECT_FALSE(seen.Insert(1000));
  EXPECT_FALSE(seen.Insert(901));
  EXPECT_TRUE(seen.Insert(1));
}

}  // namespace
}  // namespace tenure
