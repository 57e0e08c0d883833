#include "webhook/cli/review/manifest_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::vector<json> Values(const Documents& read) {
  std::vector<json> values;
  for (const Document& document : read.documents) values.push_back(document.value);
  return values;
}

std::vector<std::string> Errors(const Documents& read) {
  std::vector<std::string> errors;
  for (const InputError& error : read.errors) errors.push_back(error.Text());
  return errors;
}

json Value(std::string_view text) {
  const Documents read = ReadManifests("f.yaml", text);
  EXPECT_THAT(Errors(read), ElementsAre()) << text;
  EXPECT_EQ(read.documents.size(), 1U) << text;
  return read.documents.empty() ? json() : read.documents[0].value;
}

std::string ErrorOf(std::string_view text) {
  const Documents read = ReadManifests("f", text);
  EXPECT_EQ(read.errors.size(), 1U) << text;
  return read.errors.empty() ? "" : read.errors[0].Text();
}

TEST(YamlManifests, AreReadAsJson) {
  EXPECT_EQ(Value("a: {b: [1, yes, null, 'no']}\nc: |\n  x\n  y\n"),
            json::parse(R"({"a": {"b": [1, true, null, "no"]}, "c": "x\ny\n"})"));
}

TEST(YamlManifests, AreSplitAtTheirSeparators) {
  const Documents read =
      ReadManifests("f.yaml", "---\n---\na: 1\n--- # two\na: 2\n---\n# none\n---");
  EXPECT_THAT(Errors(read), ElementsAre());
  EXPECT_THAT(Values(read), ElementsAre(json{{"a", 1}}, json{{"a", 2}}));
  EXPECT_EQ(read.documents[0].line, 3U);
  EXPECT_EQ(read.documents[1].line, 5U);
}

TEST(YamlManifests, MayEndTheirLinesAsOnWindows) {
  EXPECT_THAT(Values(ReadManifests("f", "a: 1\r\n---\r\na: 2\r\n")),
              ElementsAre(json{{"a", 1}}, json{{"a", 2}}));
}

TEST(YamlManifests, AByteOrderMarkIsPassedOver) {
  EXPECT_EQ(Value("\xEF\xBB\xBF"
                  "a: 1"),
            (json{{"a", 1}}));
}

TEST(YamlManifests, KnowTheirLines) {
  const Documents read = ReadManifests("f.yaml",
                                       "a: 1\n"
                                       "---\n"
                                       "spec:\n"
                                       "  list:\n"
                                       "  - name: x\n"
                                       "  - name: y\n"
                                       "    k/e~y: 1\n");
  ASSERT_EQ(read.documents.size(), 2U);
  const Document& document = read.documents[1];
  EXPECT_EQ(document.line, 3U);
  EXPECT_EQ(document.LineOf("/spec/list/0/name"), 5U);
  EXPECT_EQ(document.LineOf("/spec/list/1/k~1e~0y"), 7U);
  EXPECT_EQ(document.LineOf("/spec/list/1/absent/deeper"), 6U) << "the line of what is around it";
  EXPECT_EQ(document.LineOf("/nowhere"), 3U);
}

TEST(YamlManifests, TheLastOfTwoEqualKeysCountsAsForKubectl) {
  EXPECT_EQ(Value("a: 1\na: 2\n"), (json{{"a", 2}}));
}

TEST(YamlManifests, KeysBecomeStringsAsForKubectl) {
  EXPECT_EQ(Value("1: a\nyes: b\n1.5: c\n0x10: d\n"),
            (json{{"1", "a"}, {"true", "b"}, {"1.5", "c"}, {"16", "d"}}));
}

TEST(YamlManifests, AnchorsAreFilledIn) {
  EXPECT_EQ(Value("a: &x {b: 1}\nc: *x\nd: [*x]\n"),
            json::parse(R"({"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}]})"));
  EXPECT_EQ(Value("a: &x key\n*x : 1\n"), (json{{"a", "key"}, {"key", 1}}));
}

TEST(YamlManifests, MergesFollowKubectl) {
  EXPECT_EQ(Value("<<: {a: 1, b: 2}\na: 3\n"), (json{{"a", 3}, {"b", 2}}));
  EXPECT_EQ(Value("a: 3\n<<: {a: 1}\n"), (json{{"a", 1}}))
      << "a merge overwrites what is before it";
  EXPECT_EQ(Value("<<: [{a: 1}, {a: 2, b: 2}]\n"), (json{{"a", 1}, {"b", 2}}));
  EXPECT_EQ(Value("'<<': 1\n"), (json{{"<<", 1}})) << "in quotes it is a key";
}

TEST(YamlManifests, OneBadDocumentLeavesTheOthers) {
  const Documents read = ReadManifests("f.yaml", "a: 1\n---\na: [\nb: c\n---\na: 3\n");
  EXPECT_THAT(Values(read), ElementsAre(json{{"a", 1}}, json{{"a", 3}}));
  EXPECT_THAT(Errors(read), ElementsAre("f.yaml:5:1: is not YAML: end of sequence flow not found"));
}

TEST(YamlManifests, ErrorsTellTheirPlaceAndReason) {
  EXPECT_EQ(ErrorOf("a:\n\tb: c\n").substr(0, 6), "f:2:3:");
  EXPECT_EQ(ErrorOf("a: *x\n"), "f:1:4: is not YAML: the referenced anchor is not defined");
  EXPECT_EQ(ErrorOf("a: &x [*x]\n"), "f:1:8: is not YAML: an alias inside of what it stands for");
  EXPECT_EQ(ErrorOf("{[a]: b}\n"),
            "f:1:2: is not JSON: syntax error while parsing object key - "
            "unexpected '['; expected string literal");
  EXPECT_EQ(ErrorOf("x: {~: b}\n"), "f:1:5: is not YAML: a key must not be null");
  EXPECT_EQ(ErrorOf("x: {[a]: b}\n"), "f:1:5: is not YAML: a key must be a scalar");
  EXPECT_EQ(ErrorOf("<<: 3\n"), "f:1:5: is not YAML: a merge (<<) needs a map, or a list of maps");
  EXPECT_EQ(ErrorOf("a: .inf\n"),
            "f:1:4: is not YAML: .inf is a number that JSON cannot say; quote it");
}

TEST(YamlManifests, AHelmTemplateIsRecognised) {
  EXPECT_THAT(ErrorOf("kind: {{ .Values.kind }}\n"),
              EndsWith("render it first: helm template . | tenure review -"));
}

TEST(YamlManifests, AliasesCannotMakeThemHuge) {
  std::string bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below;
    for (int j = 1; j < 10; ++j) bomb += ", " + below;
    bomb += "]\n";
  }
  EXPECT_THAT(ErrorOf(bomb), EndsWith("aliases make this document too large"));
}

TEST(Manifests, AreNotNestedWithoutBound) {
  EXPECT_THAT(ErrorOf("a: " + std::string(300, '[') + std::string(300, ']')),
              HasSubstr("nested more than 200 levels deep"));
  EXPECT_NE(ErrorOf("a: " + std::string(100'000, '[')), "") << "and no crash";
  EXPECT_THAT(ErrorOf(std::string(100'000, '[')), HasSubstr("nested more than 200 levels deep"));
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_THAT(ErrorOf(objects), HasSubstr("nested more than 200 levels deep"));
  const std::string deep = "a: " + std::string(190, '[') + std::string(190, ']');
  EXPECT_THAT(Errors(ReadManifests("f", deep)), ElementsAre());
}

TEST(Manifests, NeedToBeUtf8) {
  EXPECT_EQ(ErrorOf("a: b\nc: \xE9\n"), "f:2: is not UTF-8");
  EXPECT_EQ(ErrorOf(std::string("\xFF\xFE"
                                "a\0",
                                4)),
            "f: is UTF-16; save it as UTF-8");
}

TEST(JsonManifests, MayFollowOneAnother) {
  const Documents read = ReadManifests("f.json", " {\"a\": 1}{\"a\": 2}\n\n  {\"a\": 1e3}\n");
  EXPECT_THAT(Errors(read), ElementsAre());
  EXPECT_THAT(Values(read), ElementsAre(json{{"a", 1}}, json{{"a", 2}}, json{{"a", 1000.0}}));
  EXPECT_EQ(read.documents[2].line, 3U);
  EXPECT_EQ(read.documents[2].LineOf("/a"), 3U);
}

TEST(JsonManifests, WhatIsReadBeforeAnErrorStays) {
  const Documents read = ReadManifests("f.json", "{\"a\": 1}\n{\"a\": ]}");
  EXPECT_THAT(Values(read), ElementsAre(json{{"a", 1}}));
  EXPECT_THAT(Errors(read), ElementsAre(StartsWith("f.json:2:7: is not JSON: syntax error while "
                                                   "parsing value - unexpected ']'")));
}

TEST(JsonManifests, AreNotCutOffSilently) {
  EXPECT_THAT(ErrorOf("{\"a\": [1, 2"), StartsWith("f:1:12: is not JSON: "));
}

TEST(Lists, AreTakenApart) {
  const Documents read = ReadManifests("f.yaml",
                                       "kind: List\n"
                                       "items:\n"
                                       "- kind: Pod\n"
                                       "  metadata: {name: a}\n"
                                       "- kind: List\n"
                                       "  items:\n"
                                       "  - kind: Pod\n"
                                       "    metadata:\n"
                                       "      name: b\n");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].line, 3U);
  EXPECT_EQ(read.documents[1].line, 7U);
  EXPECT_EQ(read.documents[1].LineOf("/metadata/name"), 9U);
}

TEST(Lists, GiveTheirItemsAKind) {
  EXPECT_EQ(Value(R"({"kind": "PodList", "apiVersion": "v1", "items": [{"metadata": {}}]})"),
            json::parse(R"({"kind": "Pod", "apiVersion": "v1", "metadata": {}})"));
}

TEST(Manifests, NothingIsNoDocument) {
  for (const char* text : {"", "\n", "# only a comment\n", "---\n...\n", "null"}) {
    const Documents read = ReadManifests("f", text);
    EXPECT_TRUE(read.documents.empty() && read.errors.empty()) << text;
  }
}

TEST(Manifests, ALongStreamIsReadInOrder) {
  std::string stream;
  for (int i = 0; i < 100; ++i) stream += "---\nnumber: " + std::to_string(i) + "\n";
  const Documents read = ReadManifests("f.yaml", stream);
  ASSERT_EQ(read.documents.size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_EQ(read.documents[i].value["number"], i);
    EXPECT_EQ(read.documents[i].line, 2 * i + 2);
  }
}

}  // namespace
}  // namespace tenure
