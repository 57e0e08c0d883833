#include "policies/estimates/generated_name.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(WithoutGeneratedSuffix, TakesOffWhatControllersAppend) {
  EXPECT_EQ(WithoutGeneratedSuffix("assembly-x7k2p"), "assembly");
  EXPECT_EQ(WithoutGeneratedSuffix("nightly-29384510"), "nightly");
  EXPECT_EQ(WithoutGeneratedSuffix("nightly-1763078400"), "nightly");
  EXPECT_EQ(WithoutGeneratedSuffix("nightly-29384510-x7k2p"), "nightly");
}

TEST(WithoutGeneratedSuffix, KeepsWhatPeopleWrite) {
  for (const char* name : {"assembly", "train-large", "run-7", "model-2024", "x7k2p", "-x7k2p",
                           "a-b1c3d", "megahit-1", "sample-x7k2", "sample-x7k2pp", ""}) {
    EXPECT_EQ(WithoutGeneratedSuffix(name), name);
  }
}

}  // namespace
}  // namespace tenure
