#include "wrapper/event.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace tenure::wrapper {
namespace {

using nlohmann::json;

json Parsed(const Event& event) { return json::parse(event.Line()); }

TEST(Event, IsOneLineOfJsonWithItsTime) {
  const std::string line = Event("dumped").With("generation", 7).Line();
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const json event = json::parse(line);
  EXPECT_EQ(event["event"], "dumped");
  EXPECT_EQ(event["component"], "tenure-wrap");
  EXPECT_EQ(event["generation"], 7);
  EXPECT_THAT(event["time"].get<std::string>(),
              testing::MatchesRegex("[0-9-]{10}T[0-9:]{8}[.][0-9]{3}Z"));
}

TEST(Event, TextComesBackWhateverItHolds) {
  for (const std::string text :
       {"", "it's \"quoted\"", "a\\b", "line\nline\ttab", "\x01\x1f", "ü ✓ 🙂"}) {
    EXPECT_EQ(Parsed(Event("x").With("text", text))["text"], text);
  }
}

TEST(Event, ListsComeBack) {
  const std::vector<std::string> words = {"sh", "-c", "echo \"x\"", ""};
  EXPECT_EQ(Parsed(Event("x").With("command", words))["command"], words);
  EXPECT_EQ(Parsed(Event("x").With("command", std::vector<std::string>()))["command"],
            json::array());
}

// File names and arguments are bytes; a line that is no UTF-8 is lost in log collectors.
TEST(Event, BytesThatAreNoUtf8AreReplaced) {
  for (const std::string bytes :
       {"\xff", "\xc3", "\x80", "\xc0\xaf", "\xe2\x82", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
    const std::string text = Parsed(Event("x").With("text", "a" + bytes + "b"))["text"];
    EXPECT_TRUE(text.starts_with("a\xef\xbf\xbd") && text.ends_with("b")) << text;
  }
}

}  // namespace
}  // namespace tenure::wrapper
