#include "policies/pod/pod.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(Container, IsPinnedByADigestOnly) {
  EXPECT_TRUE(Container{.image = "example.org/a@sha256:00ff"}.IsPinned());
  EXPECT_TRUE(Container{.image = "example.org/a:1.2@sha256:00ff"}.IsPinned());
  EXPECT_FALSE(Container{.image = "example.org/a:1.2"}.IsPinned());
  EXPECT_FALSE(Container{}.IsPinned());
}

TEST(Container, CommandLineIsTheCommandAndItsArguments) {
  EXPECT_EQ((Container{.command = {"sh", "-c"}, .args = {"run it"}}.CommandLine()), "sh -c run it");
  EXPECT_EQ((Container{.args = {"assemble"}}.CommandLine()), "assemble");
  EXPECT_EQ(Container{}.CommandLine(), "");
}

}  // namespace
}  // namespace tenure
