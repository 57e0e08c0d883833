#include "wrapper/durable.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "tests/unit/wrapper/scratch_folder.h"
#include "wrapper/compression.h"

namespace tenure::wrapper {
namespace {

using testing::HasSubstr;
using Durable = ScratchFolder;

TEST_F(Durable, AFileIsReplacedAndNothingIsLeftOver) {
  Put("status", "old and longer");
  ASSERT_TRUE(WriteDurably(dir_ + "/status", "new"));
  EXPECT_EQ(Get("status"), "new");
  EXPECT_FALSE(Exists("status.new"));
}

TEST_F(Durable, AFileThatCannotBeWrittenStaysAsItWas) {
  Put("status", "old");
  std::filesystem::create_directory(dir_ + "/status.new");  // in the way
  const auto written = WriteDurably(dir_ + "/status", "new");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error(), HasSubstr("status.new"));
  EXPECT_EQ(Get("status"), "old");
}

TEST_F(Durable, FilesAreForTheirOwnerOnly) {
  ASSERT_TRUE(WriteDurably(dir_ + "/manifest", "secret"));
  struct stat info = {};
  ASSERT_EQ(stat((dir_ + "/manifest").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(Durable, LargeFilesComeBackWhole) {
  const std::string large(1 << 20, 'x');
  Put("large", large);
  EXPECT_EQ(*ReadFile(dir_ + "/large"), large);
  EXPECT_THAT(ReadFile(dir_ + "/none").error(), HasSubstr("No such file"));
  EXPECT_FALSE(ReadFile(dir_)) << "a folder is no file";
}

TEST_F(Durable, RenamingOntoWhatIsNotThereIsAnError) {
  EXPECT_THAT(RenameDurably(dir_ + "/none", dir_ + "/other").error(), HasSubstr("No such file"));
}

TEST_F(Durable, ATreeIsSyncedWithLinksAndSocketsInIt) {
  std::filesystem::create_directories(dir_ + "/1/deep");
  Put("1/deep/file", "x");
  std::filesystem::create_symlink("/no/such", dir_ + "/1/dangling");
  ASSERT_EQ(mkfifo((dir_ + "/1/pipe").c_str(), 0600), 0);
  EXPECT_TRUE(SyncTree(dir_ + "/1"));
  EXPECT_FALSE(SyncTree(dir_ + "/none"));
}

TEST_F(Durable, RemovingWhatIsNotThereIsNoError) {
  EXPECT_TRUE(RemoveTree(dir_ + "/none"));
  std::filesystem::create_directories(dir_ + "/1/deep");
  EXPECT_TRUE(RemoveTree(dir_ + "/1"));
  EXPECT_FALSE(Exists("1"));
}

TEST_F(Durable, FoldersAreMadeWithTheirParents) {
  EXPECT_TRUE(MakeFolders(dir_ + "/a/b/c"));
  EXPECT_TRUE(Exists("a/b/c"));
  Put("file", "");
  EXPECT_THAT(MakeFolders(dir_ + "/file/b").error(), HasSubstr("Not a directory"));
}

TEST_F(Durable, FreeSpaceIsOfTheVolume) {
  EXPECT_GT(*FreeSpace(dir_), 0U);
  EXPECT_FALSE(FreeSpace(dir_ + "/none"));
}

using Compression = ScratchFolder;

TEST_F(Compression, AnImageThatIsCutShortIsNotBelieved) {
  Put("pages-1.img", std::string(300007, 'x'));
  ASSERT_TRUE(CompressImages(dir_));
  const std::string whole = Get("pages-1.img.zst");
  for (const size_t length : {size_t{0}, size_t{5}, whole.size() / 2, whole.size() - 1}) {
    Put("pages-1.img.zst", whole.substr(0, length));
    EXPECT_FALSE(DecompressImages(dir_, dir_ + "/out")) << length << " bytes of " << whole.size();
  }
}

TEST_F(Compression, AnImageThatIsDamagedIsNotBelieved) {
  Put("pages-1.img", std::string(300007, 'x'));
  ASSERT_TRUE(CompressImages(dir_));
  std::string damaged = Get("pages-1.img.zst");
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  Put("pages-1.img.zst", damaged);
  EXPECT_FALSE(DecompressImages(dir_, dir_ + "/out"));
}

}  // namespace
}  // namespace tenure::wrapper
