#include "wrapper/generations.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "tests/unit/wrapper/scratch_folder.h"

namespace tenure::wrapper {
namespace {

class GenerationsTest : public ScratchFolder {
 protected:
  int Save(const std::string& content) {
    const auto number = generations_.Begin();
    EXPECT_TRUE(number) << number.error();
    Put(std::to_string(*number) + ".tmp/pages-1.img", content);
    const auto saved = generations_.Commit(*number, {.image_check = "h", .job_pid = 1000});
    EXPECT_TRUE(saved) << saved.error();
    return *number;
  }
  Result<> Check(int number) {
    const auto manifest = generations_.Read(number);
    if (!manifest) return Failure(manifest.error());
    return generations_.Verify(number, *manifest);
  }

  Generations generations_{dir_};
};

TEST_F(GenerationsTest, AreNumberedAndNewestFirst) {
  EXPECT_EQ(Save("a"), 1);
  EXPECT_EQ(Save("b"), 2);
  EXPECT_EQ(*generations_.List(), (std::vector<int>{2, 1}));
  EXPECT_EQ(std::filesystem::read_symlink(dir_ + "/current"), "2");
}

TEST_F(GenerationsTest, ADraftIsNoGenerationAndGivesWay) {
  Save("a");
  ASSERT_EQ(*generations_.Begin(), 2);
  Put("2.tmp/pages-1.img", "half");
  EXPECT_EQ(*generations_.List(), std::vector<int>{1});
  EXPECT_EQ(*generations_.Begin(), 2);
  EXPECT_FALSE(Exists("2.tmp/pages-1.img"));
}

TEST_F(GenerationsTest, DraftsAreForTheirOwnerOnly) {
  ASSERT_EQ(*generations_.Begin(), 1);
  EXPECT_EQ(std::filesystem::status(dir_ + "/1.tmp").permissions(),
            std::filesystem::perms::owner_all);
}

TEST_F(GenerationsTest, ManifestComesBackAsItWas) {
  const int number = *generations_.Begin();
  Put("1.tmp/pages-1.img", "content");
  const Manifest written{.image_check = "abc",
                         .job_pid = 1000,
                         .ids = {1000, 1001},
                         .streams = {"/dev/null", "pipe:[1]", "pipe:[2]"},
                         .open_files = {{.path = "/data/out file", .size = 77}},
                         .also = {"/tmp/scratch"},
                         .compressed = true,
                         .bytes = 1ULL << 40,
                         .pause_milliseconds = 5};
  ASSERT_TRUE(generations_.Commit(number, written));
  const auto read = generations_.Read(number);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->image_check, written.image_check);
  EXPECT_EQ(read->job_pid, written.job_pid);
  EXPECT_EQ(read->ids, written.ids);
  EXPECT_EQ(read->streams, written.streams);
  EXPECT_EQ(read->open_files, written.open_files);
  EXPECT_EQ(read->also, written.also);
  EXPECT_TRUE(read->compressed);
  EXPECT_EQ(read->bytes, written.bytes);
  EXPECT_GT(read->written, 0);
  ASSERT_EQ(read->images.size(), 1U);
  EXPECT_EQ(read->images[0].path, "pages-1.img");
  EXPECT_EQ(read->images[0].size, 7U);
}

TEST_F(GenerationsTest, DamageIsFoundAndNamed) {
  Save("some pages");
  ASSERT_TRUE(Check(1));
  Put("1/pages-1.img", "some pagez");
  EXPECT_THAT(Check(1).error(), testing::HasSubstr("pages-1.img is damaged"));
  Put("1/pages-1.img", "some");
  EXPECT_THAT(Check(1).error(), testing::HasSubstr("has 4 bytes, not 10"));
  std::filesystem::remove(dir_ + "/1/pages-1.img");
  EXPECT_THAT(Check(1).error(), testing::HasSubstr("cannot open"));
  std::filesystem::remove(dir_ + "/1/manifest");
  EXPECT_THAT(Check(1).error(), testing::HasSubstr("manifest"));
}

TEST_F(GenerationsTest, FilesInFoldersAreSummedToo) {
  ASSERT_EQ(*generations_.Begin(), 1);
  std::filesystem::create_directories(dir_ + "/1.tmp/also/tmp");
  Put("1.tmp/also/tmp/state", "x");
  ASSERT_TRUE(generations_.Commit(1, {}));
  Put("1/also/tmp/state", "y");
  EXPECT_FALSE(Check(1));
}

TEST_F(GenerationsTest, PruneKeepsTheNewest) {
  for (int i = 0; i < 5; ++i) Save("x");
  ASSERT_TRUE(generations_.Prune(2));
  EXPECT_EQ(*generations_.List(), (std::vector<int>{5, 4}));
  EXPECT_EQ(Save("x"), 6);
}

TEST_F(GenerationsTest, RemoveAllLeavesOtherFilesAlone) {
  Save("x");
  ASSERT_EQ(*generations_.Begin(), 2);
  Put("results.txt", "mine");
  ASSERT_TRUE(generations_.RemoveAll());
  EXPECT_FALSE(Exists("1"));
  EXPECT_FALSE(Exists("2.tmp"));
  EXPECT_FALSE(Exists("current"));
  EXPECT_TRUE(Exists("results.txt"));
}

}  // namespace
}  // namespace tenure::wrapper
