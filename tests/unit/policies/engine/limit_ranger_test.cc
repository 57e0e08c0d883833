#include "policies/engine/limit_ranger.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

// As an API server of v1.36 wrote it.
constexpr std::string_view kText =
    "LimitRanger plugin set: cpu, memory request for container main; cpu, memory limit for "
    "container main; memory request for container main-helper";

TEST(LimitRanger, KnowsWhatItSet) {
  EXPECT_TRUE(LimitRangerSetRequest(kText, "main", "cpu"));
  EXPECT_TRUE(LimitRangerSetRequest(kText, "main", "memory"));
  EXPECT_TRUE(LimitRangerSetRequest(kText, "main-helper", "memory"));
}

TEST(LimitRanger, DoesNotMistakeContainersResourcesOrLimits) {
  EXPECT_FALSE(LimitRangerSetRequest(kText, "main-helper", "cpu"));
  EXPECT_FALSE(LimitRangerSetRequest(kText, "mai", "cpu"));
  EXPECT_FALSE(LimitRangerSetRequest(kText, "other", "cpu"));
  EXPECT_FALSE(LimitRangerSetRequest("LimitRanger plugin set: memory limit for container main",
                                     "main", "memory"));
  EXPECT_FALSE(LimitRangerSetRequest(
      "LimitRanger plugin set: ephemeral-storage request for container main", "main", "storage"));
}

TEST(LimitRanger, BelievesNothingElse) {
  EXPECT_FALSE(LimitRangerSetRequest("", "main", "cpu"));
  EXPECT_FALSE(LimitRangerSetRequest("cpu request for container main", "main", "cpu"));
}

}  // namespace
}  // namespace tenure
