#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "tests/unit/wrapper/scratch_folder.h"
#include "wrapper/also_files.h"
#include "wrapper/compression.h"
#include "wrapper/file_descriptor.h"
#include "wrapper/process_tree.h"
#include "wrapper/restore.h"
#include "wrapper/status_file.h"

namespace tenure::wrapper {
namespace {

using Files = ScratchFolder;

TEST_F(Files, CompressedImagesComeBackByteForByte) {
  const std::string random_size(300007, 'x');
  Put("pages-1.img", random_size);
  Put("empty.img", "");
  ASSERT_TRUE(CompressImages(dir_));
  EXPECT_FALSE(Exists("pages-1.img"));
  EXPECT_LT(Get("pages-1.img.zst").size(), 1000U);
  ASSERT_TRUE(DecompressImages(dir_, dir_ + "/out"));
  EXPECT_EQ(Get("out/pages-1.img"), random_size);
  EXPECT_EQ(Get("out/empty.img"), "");
}

TEST_F(Files, AlsoKeepsModesAndLinksAndReplaces) {
  std::filesystem::create_directories(dir_ + "/scratch/deep");
  Put("scratch/deep/state", "at the checkpoint");
  chmod((dir_ + "/scratch/deep/state").c_str(), 0640);
  std::filesystem::create_symlink("deep/state", dir_ + "/scratch/link");
  const std::vector<std::string> paths = {dir_ + "/scratch", dir_ + "/not-there"};
  ASSERT_TRUE(SaveAlso(paths, dir_ + "/saved"));
  Put("scratch/deep/state", "later, and longer than before");
  ASSERT_TRUE(PutBackAlso(paths, dir_ + "/saved"));
  EXPECT_EQ(Get("scratch/deep/state"), "at the checkpoint");
  EXPECT_EQ(std::filesystem::read_symlink(dir_ + "/scratch/link"), "deep/state");
  struct stat info = {};
  ASSERT_EQ(stat((dir_ + "/scratch/deep/state").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0640U);
}

TEST_F(Files, OpenFilesOfAProcessAreFoundWithTheirSizes) {
  Put("output", "12345");
  Put("input", "123");
  const FileDescriptor output(open((dir_ + "/output").c_str(), O_WRONLY | O_APPEND));
  const FileDescriptor input(open((dir_ + "/input").c_str(), O_RDONLY));
  const auto files = FilesWrittenBy(TreeOf(getpid()));
  EXPECT_THAT(files, testing::Contains(OpenFile{.path = dir_ + "/output", .size = 5}));
  EXPECT_THAT(files,
              testing::Not(testing::Contains(testing::Field(&OpenFile::path, dir_ + "/input"))));
}

TEST_F(Files, WhatWasWrittenAfterTheCheckpointIsCutOff) {
  Put("output", "12345 and more");
  std::filesystem::create_directories(dir_ + "/1");
  const Manifest manifest{.open_files = {{.path = dir_ + "/output", .size = 5}}};
  ASSERT_TRUE(PrepareRestore(dir_, 1, manifest));
  EXPECT_EQ(Get("output"), "12345");
  Put("output", "123");
  const auto shorter = PrepareRestore(dir_, 1, manifest);
  ASSERT_FALSE(shorter) << "content that the job wrote is gone";
  EXPECT_THAT(shorter.error(), testing::HasSubstr("has 3 bytes, and had 5"));
}

TEST_F(Files, StatusKeepsWhatIsNotChanged) {
  ASSERT_TRUE(UpdateStatus(dir_, {{"state", "running"}, {"next", "1700000000"}}));
  ASSERT_TRUE(UpdateStatus(dir_, {{"state", "ended"}}));
  const auto text = DescribeStatus(dir_, false);
  ASSERT_TRUE(text) << text.error();
  EXPECT_THAT(*text, testing::HasSubstr("state               ended"));
  EXPECT_THAT(*text, testing::HasSubstr("2023-11-14T22:13:20Z"));
  EXPECT_THAT(*DescribeStatus(dir_, true), testing::HasSubstr("\"next\":\"1700000000\""));
  EXPECT_FALSE(DescribeStatus(dir_ + "/nowhere", false));
}

}  // namespace
}  // namespace tenure::wrapper
