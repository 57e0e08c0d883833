#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "policies/pod/json_document.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/json_reader.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

TEST(JsonPointer, EscapesTildeAndSlash) {
  EXPECT_EQ(Pointer("/metadata/annotations", std::string_view("a/b~c")),
            "/metadata/annotations/a~1b~0c");
  EXPECT_EQ(Pointer("/spec/containers", std::size_t{12}, std::string_view("resources")),
            "/spec/containers/12/resources");
}

TEST(JsonPointer, UnescapesInTheRightOrder) {
  // RFC 6901, section 4: ~01 is ~1, not /.
  EXPECT_EQ(UnescapePointerToken("~01"), "~1");
  EXPECT_EQ(UnescapePointerToken("a~1b~0"), "a/b~");
}

TEST(JsonText, IsReadBackAsItWas) {
  std::string all;
  for (char c = 0; c < 0x7f; ++c) all += c;
  all += "\u00e9\u4e2d\U0001F9EC";
  EXPECT_EQ(nlohmann::json::parse(JsonString(all)).get<std::string>(), all);
}

TEST(JsonText, EscapesWhereverItIsNeededAndNowhereElse) {
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t i = 0; i < size; ++i) {
      std::string text(size, 'a');
      text[i] = '"';
      text[size - 1 - i] = '\n';
      const std::string json = JsonString(text);
      EXPECT_EQ(json, nlohmann::json(text).dump());
    }
  }
}

TEST(JsonDocument, TellsWhatIsWrong) {
  JsonDocument document;
  EXPECT_THAT(document.Parse("{\"a\":").error(), testing::HasSubstr("is not JSON"));
  EXPECT_THAT(document.Parse("").error(), testing::HasSubstr("is not JSON"));
  EXPECT_THAT(document.Parse("\"\xff\"").error(), testing::HasSubstr("is not JSON"));
}

TEST(JsonDocument, RefusesDepthAndStaysUsable) {
  JsonDocument document;
  const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
  EXPECT_THAT(document.Parse(deep).error(), testing::HasSubstr("256 levels"));
  const std::string shallow = std::string(200, '[') + std::string(200, ']');
  EXPECT_TRUE(document.Parse(shallow).has_value());
}

TEST(JsonDocument, ParsesAgainAfterALargeDocument) {
  JsonDocument document;
  const std::string large = '"' + std::string(7 << 20, 'x') + '"';
  ASSERT_TRUE(document.Parse(large).has_value());
  document.Release();
  ASSERT_TRUE(document.Parse("[1]").has_value());
}

class JsonReaderTest : public testing::Test {
 protected:
  JsonReader::Value Parse(std::string_view text) { return *document_.Parse(text); }
  JsonDocument document_;
  JsonReader reader_;
};

TEST_F(JsonReaderTest, KeepsTheFirstErrorWithItsPlace) {
  const auto root =
      Parse(R"({"spec": {"containers": [{"name": "a"}, {"name": 7}, {"name": []}]}})");
  reader_.Object(root, {}, [&](std::string_view key, JsonReader::Value spec, const JsonPath& at) {
    ASSERT_EQ(key, "spec");
    reader_.Object(spec, at, [&](std::string_view, JsonReader::Value list, const JsonPath& place) {
      const auto names = reader_.Array(list, place, [&](JsonReader::Value item, const JsonPath& p) {
        return reader_.Map(item, p).Find("name").value_or("?");
      });
      EXPECT_EQ(names.size(), 3U);
    });
  });
  ASSERT_TRUE(reader_.error().has_value());
  EXPECT_EQ(reader_.error()->Text(), "/spec/containers/1/name: must be a string, not a number");
}

TEST_F(JsonReaderTest, ReadsNullAsAbsent) {
  int members = 0;
  reader_.Object(Parse(R"({"a": null, "b": 1})"), {},
                 [&](std::string_view key, JsonReader::Value, const JsonPath&) {
                   EXPECT_EQ(key, "b");
                   ++members;
                 });
  EXPECT_EQ(members, 1);
  EXPECT_FALSE(reader_.error().has_value());
}

TEST_F(JsonReaderTest, ReadsOneMemberOfAnObject) {
  const auto root = Parse(R"({"a": 1, "name": "linux"})");
  EXPECT_EQ(reader_.StringMember(root, {}, "name"), "linux");
  EXPECT_EQ(reader_.StringMember(root, {}, "other"), "");
  EXPECT_FALSE(reader_.error()) << "the others are none of its business";
  EXPECT_EQ(reader_.StringMember(root, {}, "a"), "");
  EXPECT_EQ(reader_.error()->Text(), "/a: must be a string, not a number");
}

TEST_F(JsonReaderTest, TakesIntegersOnly) {
  const JsonPath at;
  EXPECT_EQ(reader_.Integer(Parse("300"), at), 300);
  EXPECT_EQ(reader_.Integer(Parse("-5"), at), -5);
  EXPECT_EQ(reader_.Integer(Parse("1e3"), at), std::nullopt);
  EXPECT_EQ(reader_.error()->message, "must be an integer, not a number");
}

}  // namespace
}  // namespace tenure
