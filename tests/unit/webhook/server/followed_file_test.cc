#include "webhook/server/followed_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/mounted_volume.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;
using Seen = FollowedFile::Seen;
using test::MountedVolume;

TEST(FollowedFileTest, SeesThatTheKubeletSwappedTheLinkOfTheFolder) {
  MountedVolume volume("policy.yaml", "first");
  FollowedFile file(volume.Path("policy.yaml"), "first");
  EXPECT_EQ(file.Look(), Seen::kUnchanged);
  volume.Update({{"policy.yaml", "second"}});
  EXPECT_EQ(file.Look(), Seen::kChanged);
  EXPECT_EQ(file.content(), "second");
  EXPECT_EQ(file.Look(), Seen::kUnchanged);
}

TEST(FollowedFileTest, OtherBytesAreAChangeWhateverTheTimesOfTheFileSay) {
  test::TemporaryFolder folder;
  const fs::path path = folder.path() / "policy.yaml";
  std::ofstream(path) << "first";
  const auto written = fs::last_write_time(path);
  FollowedFile file(path, "first");
  std::ofstream(path) << "again";
  fs::last_write_time(path, written);
  EXPECT_EQ(file.Look(), Seen::kChanged);
  std::ofstream(path) << "again";
  EXPECT_EQ(file.Look(), Seen::kUnchanged) << "written anew with the same bytes";
}

TEST(FollowedFileTest, AMissingFileIsToldOnceAndItsContentKept) {
  MountedVolume volume("policy.yaml", "first");
  FollowedFile file(volume.Path("policy.yaml"), "first");
  volume.Update({});
  EXPECT_EQ(file.Look(), Seen::kMissing);
  EXPECT_THAT(file.error(), testing::HasSubstr("policy.yaml: No such file or directory"));
  EXPECT_EQ(file.Look(), Seen::kUnchanged);
  EXPECT_EQ(file.content(), "first");
}

TEST(FollowedFileTest, AFileThatComesBackIsAChangeOnlyIfItsContentIsAnother) {
  MountedVolume volume("policy.yaml", "first");
  FollowedFile file(volume.Path("policy.yaml"), "first");
  volume.Update({});
  EXPECT_EQ(file.Look(), Seen::kMissing);
  volume.Update({{"policy.yaml", "first"}});
  EXPECT_EQ(file.Look(), Seen::kUnchanged);
  EXPECT_EQ(file.error(), "");
  volume.Update({});
  EXPECT_EQ(file.Look(), Seen::kMissing) << "told again";
  volume.Update({{"policy.yaml", "second"}});
  EXPECT_EQ(file.Look(), Seen::kChanged);
}

}  // namespace
}  // namespace tenure
