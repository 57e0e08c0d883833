#include "webhook/cli/review/yaml_writer.h"

#include <gtest/gtest.h>

#include "webhook/cli/review/manifest_reader.h"

namespace tenure {
namespace {

using nlohmann::json;

TEST(YamlWriter, WritesAsKubectlDoes) {
  EXPECT_EQ(ToYaml(json::parse(R"({"spec": {"b": [], "a": [{"x": 1, "z": true}], "c": {}},
                                   "kind": "Pod"})")),
            "kind: Pod\n"
            "spec:\n"
            "  a:\n"
            "    - x: 1\n"
            "      z: true\n"
            "  b: []\n"
            "  c: {}\n");
}

TEST(YamlWriter, QuotesOnlyWhatSomebodyWouldMisread) {
  EXPECT_EQ(ToYaml("64Gi"), "64Gi\n");
  EXPECT_EQ(ToYaml("500m"), "500m\n");
  for (const char* text : {"yes", "no", "on", "true", "null", "~", "", "12", "012", "1e3", "0o17",
                           "1:30", "2001-01-01", "=", "1_000", ".inf", "0x1F", "<<"}) {
    EXPECT_EQ(ToYaml(text), '"' + std::string(text) + "\"\n");
  }
}

TEST(YamlWriter, WritesTextWithLinesAsABlock) {
  EXPECT_EQ(ToYaml({{"a", "x\ny\n"}}), "a: |\n  x\n  y\n");
}

// Whatever is in a pod, it reads back as it was.
TEST(YamlWriter, IsReadBackUnchanged) {
  json all = json::object();
  int number = 0;
  for (const char* text : {"plain",
                           "yes",
                           "",
                           " leading",
                           "trailing ",
                           "a: b",
                           "- a",
                           "# no comment",
                           "{a}",
                           "[a]",
                           "*a",
                           "&a",
                           "!a",
                           "%a",
                           "@a",
                           "`a`",
                           "'a'",
                           "\"a\"",
                           "a\\b",
                           "a\tb",
                           "a\nb",
                           "a\nb\n",
                           "a\n\n",
                           "\na",
                           "\n",
                           "  a\n b\n",
                           "a\r\nb",
                           "größe",
                           "日本",
                           "\x01",
                           "\x7f",
                           "|",
                           ">",
                           "?",
                           "- ",
                           ":",
                           "a:",
                           "a #b",
                           "---",
                           "...",
                           "<<",
                           "0",
                           "1.5",
                           "-1",
                           "{{x}}",
                           "~",
                           "a\n---\nb\n",
                           "\u2028",
                           "\u00a0",
                           "\xF0\x9F\x98\x80",
                           "null",
                           "N",
                           "0b1",
                           "1__0",
                           "+",
                           ".5"}) {
    all["key" + std::to_string(number++)] = text;
    all[text] = json::array({text, {{text, text}}});
  }
  all["numbers"] = {0, -1, 1.5, 1e300, INT64_MIN, UINT64_MAX, true, false, nullptr};
  const Documents read = ReadManifests("f.yaml", ToYaml(all));
  ASSERT_TRUE(read.errors.empty()) << read.errors[0].Text();
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.documents[0].value, all) << json::diff(all, read.documents[0].value).dump(2);
}

}  // namespace
}  // namespace tenure
