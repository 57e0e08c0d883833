#include <gmock/gmock.h>

#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

CheckpointSpec ReadCheckpoint(const std::string& lines) {
  return MustRead(WithClass("checkpoint:\n" + lines)).checkpoint;
}

TEST(CheckpointReading, WhatImagesStart) {
  const auto checkpoint =
      ReadCheckpoint("  entrypoints: [{image: \"r.example.org/*\", entrypoint: [/a, -b]}]\n");
  ASSERT_EQ(checkpoint.entrypoints.size(), 1U);
  EXPECT_TRUE(checkpoint.entrypoints[0].image.Matches("r.example.org/x:1"));
  EXPECT_THAT(checkpoint.entrypoints[0].entrypoint, ElementsAre("/a", "-b"));
}

TEST(CheckpointReading, WhatResumesByItself) {
  const auto checkpoint = ReadCheckpoint("  resumable: [{program: megahit, flag: --continue}]\n");
  ASSERT_EQ(checkpoint.resumable.size(), 1U);
  EXPECT_EQ(checkpoint.resumable[0].program, "megahit");
  EXPECT_EQ(checkpoint.resumable[0].flag, "--continue");
}

TEST(CheckpointReading, KnowsSandboxesWithoutBeingTold) {
  EXPECT_EQ(ReadCheckpoint("  strategies: []\n").sandboxed_runtimes.size(), 3U);
  EXPECT_EQ(ReadCheckpoint("  sandboxedRuntimes: []\n").sandboxed_runtimes.size(), 0U);
  EXPECT_THAT(ErrorsOf(WithClass("checkpoint: {sandboxedRuntimes: [Kata]}\n")),
              HasSubstr("did you mean kata?"));
}

TEST(Ceiling, NamesTheFirstThatGoesBeyondIt) {
  Strategy strategy;
  strategy.capabilities = {"SYS_TIME", "SYS_ADMIN"};
  strategy.host_files = {"/proc/x"};
  EXPECT_EQ(Ceiling().FirstBeyond(strategy), "SYS_TIME");
  EXPECT_EQ((Ceiling{{"SYS_TIME"}, {}}.FirstBeyond(strategy)), "SYS_ADMIN");
  EXPECT_EQ((Ceiling{{"SYS_ADMIN", "SYS_TIME"}, {}}.FirstBeyond(strategy)), "/proc/x");
  EXPECT_EQ((Ceiling{{"SYS_ADMIN", "SYS_TIME"}, {"/proc/x"}}.FirstBeyond(strategy)), "");
}

}  // namespace
}  // namespace tenure
