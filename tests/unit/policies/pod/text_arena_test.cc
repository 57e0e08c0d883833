#include "policies/pod/text_arena.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tenure {
namespace {

TEST(TextArena, KeepsACopyOfWhatItIsGiven) {
  TextArena texts;
  std::string gone = "megahit";
  const std::string_view kept = texts.Keep(gone);
  gone = "another";
  EXPECT_EQ(kept, "megahit");
  EXPECT_EQ(texts.Keep(""), "");
}

TEST(TextArena, TextsStayWhereTheyAreWhenItGrows) {
  TextArena texts;
  std::vector<std::string_view> kept;
  for (int i = 0; i < 5000; ++i) {
    kept.push_back(texts.Pointer("/spec/containers", static_cast<std::size_t>(i)));
  }
  for (int i = 0; i < 5000; ++i) {
    ASSERT_EQ(kept[static_cast<std::size_t>(i)], "/spec/containers/" + std::to_string(i));
  }
}

TEST(TextArena, MakesPointersStringsAndNumbers) {
  TextArena texts;
  EXPECT_EQ(texts.Join({"a", "", "b"}), "ab");
  EXPECT_EQ(texts.Pointer("/metadata/labels", std::string_view("a/b~c")),
            "/metadata/labels/a~1b~0c");
  EXPECT_EQ(texts.JsonString("say \"yes\"\n"), R"("say \"yes\"\n")");
  EXPECT_EQ(texts.JsonNumber(-5), "-5");
}

}  // namespace
}  // namespace tenure
