#include "webhook/cli/review/sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/support/temporary_folder.h"

namespace tenure {
namespace {

using testing::ElementsAre;

class SourcesTest : public testing::Test {
 protected:
  std::string Path(const std::string& name) const { return (folder_.path() / name).string(); }

  void Write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = Path(name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }

  test::TemporaryFolder folder_;
  std::istringstream no_input_;
};

std::vector<std::string> Texts(const Sources& read) {
  std::vector<std::string> texts;
  for (const Source& source : read.sources) texts.push_back(source.text);
  return texts;
}

TEST_F(SourcesTest, AFolderIsReadWithAllBelowInOrder) {
  Write("b.yml", "2");
  Write("a/z.yaml", "1");
  Write("c.json", "3");
  Write("d.txt", "no manifest");
  Write(".hidden/e.yaml", "passed over");
  Write(".f.yaml", "passed over");
  const Sources read = ReadSources({folder_.path().string()}, no_input_);
  EXPECT_THAT(Texts(read), ElementsAre("1", "2", "3"));
  EXPECT_THAT(read.errors, ElementsAre());
  EXPECT_EQ(read.sources[0].name, Path("a/z.yaml"));
}

TEST_F(SourcesTest, AFileIsReadWhateverItsName) {
  Write("notes", "text");
  EXPECT_THAT(Texts(ReadSources({Path("notes")}, no_input_)), ElementsAre("text"));
}

TEST_F(SourcesTest, ADashIsStandardInput) {
  std::istringstream input("from a pipe");
  const Sources read = ReadSources({"-"}, input);
  EXPECT_THAT(Texts(read), ElementsAre("from a pipe"));
  EXPECT_EQ(read.sources[0].name, "standard input");
}

TEST_F(SourcesTest, WhatCannotBeReadIsToldAndTheRestIsRead) {
  Write("ok.yaml", "a: b");
  std::filesystem::create_directory(Path("empty"));
  const Sources read = ReadSources({Path("missing"), Path("empty"), Path("ok.yaml")}, no_input_);
  EXPECT_THAT(read.errors,
              ElementsAre(Path("missing") + ": No such file or directory",
                          Path("empty") + ": no *.yaml, *.yml or *.json in this folder"));
  EXPECT_THAT(Texts(read), ElementsAre("a: b"));
}

}  // namespace
}  // namespace tenure
