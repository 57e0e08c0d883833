#include "policies/language/yaml/yaml_tree.h"

#include <gmock/gmock.h>

namespace tenure {
namespace {

using Kind = YamlNode::Kind;

std::string Errors(const YamlTree& tree) {
  std::string lines;
  for (const YamlError& error : tree.errors) {
    lines += std::to_string(error.at.line) + ':' + std::to_string(error.at.column) + ' ' +
             error.path + ": " + error.message + '\n';
  }
  return lines;
}

YamlTree Good(std::string_view text) {
  YamlTree tree = ReadYaml(text);
  EXPECT_EQ(Errors(tree), "");
  EXPECT_NE(tree.root, nullptr);
  return tree;
}

TEST(YamlTree, TellsPlainScalarsFromQuotedOnes) {
  const YamlTree tree = Good("[a, 'b', \"c\", !!str d, 1, ~, null, '']\n");
  const std::vector<Kind> kinds = {Kind::kPlain, Kind::kQuoted, Kind::kQuoted, Kind::kQuoted,
                                   Kind::kPlain, Kind::kNull,   Kind::kNull,   Kind::kQuoted};
  ASSERT_EQ(tree.root->children.size(), kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    EXPECT_EQ(tree.root->children[i]->kind, kinds[i]) << "element " << i;
  }
}

TEST(YamlTree, TakesBlocksForStrings) {
  const YamlTree tree = Good("a: |\n  1\nb: >-\n  yes\n");
  EXPECT_EQ(tree.root->Find("a")->kind, Kind::kQuoted);
  EXPECT_EQ(tree.root->Find("a")->text, "1\n");
  EXPECT_EQ(tree.root->Find("b")->kind, Kind::kQuoted);
}

TEST(YamlTree, KeepsPositions) {
  const YamlTree tree = Good("a:\n  - b: c\n  - {d: 'e'}\nf:\n");
  const YamlNode* b = tree.root->Find("a")->children[0]->Find("b");
  EXPECT_EQ(b->key_at, (Position{2, 5}));
  EXPECT_EQ(b->at, (Position{2, 8}));
  const YamlNode* d = tree.root->Find("a")->children[1]->Find("d");
  EXPECT_EQ(d->at, (Position{3, 9}));
}

TEST(YamlTree, PutsAMissingValueAtItsKey) {
  const YamlTree tree = Good("a:\n  b:\n  c: 1\n");
  EXPECT_EQ(tree.root->Find("a")->Find("b")->at, (Position{2, 3}));
}

TEST(YamlTree, CountsColumnsInBytes) {
  const YamlTree tree = Good("ä: 'ö'\n");
  EXPECT_EQ(tree.root->Find("ä")->at, (Position{1, 5}));
}

TEST(YamlTree, CountsLinesThatEndWithCarriageReturns) {
  EXPECT_EQ(Good("a: 1\r\nb: 2\r\n").root->Find("b")->at, (Position{2, 4}));
}

TEST(YamlTree, DoesNotCountAByteOrderMark) {
  EXPECT_EQ(Good("\xEF\xBB\xBF"
                 "a: 1\n")
                .root->Find("a")
                ->at,
            (Position{1, 4}));
}

TEST(YamlTree, NamesPaths) {
  const YamlTree tree = Good("a:\n- b:\n    example.org/c: [x]\n");
  const YamlNode* c = tree.root->Find("a")->children[0]->Find("b")->Find("example.org/c");
  EXPECT_EQ(c->Path(), "a[0].b[\"example.org/c\"]");
  EXPECT_EQ(c->children[0]->Path(), "a[0].b[\"example.org/c\"][0]");
  EXPECT_EQ(tree.root->Path(), "");
}

TEST(YamlTree, CutsLongKeysInPaths) {
  const std::string key(200, 'k');
  const YamlTree tree = Good(key + ": 1\n");
  EXPECT_EQ(tree.root->Find(key)->Path(), std::string(60, 'k') + "…");
}

TEST(YamlTree, LeavesOutAKeyThatIsThereTwice) {
  const YamlTree tree = ReadYaml("a: 1\nb: 2\na: 3\n");
  EXPECT_EQ(Errors(tree), "3:1 : the key \"a\" is here twice; the first is in line 1\n");
  EXPECT_EQ(tree.root->children.size(), 2U);
  EXPECT_EQ(tree.root->Find("a")->text, "1");
}

TEST(YamlTree, TakesAQuotedKeyAndAPlainOneForTheSame) {
  EXPECT_THAT(Errors(ReadYaml("a: 1\n'a': 2\n")), testing::HasSubstr("is here twice"));
}

TEST(YamlTree, AllowsOneKeyInTwoMappings) { Good("- a: 1\n- a: 1\n"); }

TEST(YamlTree, MarksAliasesInvalidAndReadsOn) {
  const YamlTree tree = ReadYaml("a: &x 1\nb: *x\nc: 2\n");
  EXPECT_EQ(Errors(tree),
            "1:4 a: anchors (&name) are not read here; remove it\n"
            "2:4 b: aliases (*name) are not read here; write the value out\n");
  EXPECT_EQ(tree.root->Find("a")->text, "1");
  EXPECT_EQ(tree.root->Find("b")->kind, Kind::kInvalid);
  EXPECT_EQ(tree.root->Find("c")->text, "2");
}

TEST(YamlTree, RefusesTagsThatChangeWhatIsRead) {
  for (const char* value : {"!!int '1'", "!!bool yes", "!own 1", "!!binary aGk=", "!!set {a}",
                            "!!omap []", "!<tag:example.org,2000:x> y"}) {
    const YamlTree tree = ReadYaml(std::string("a: ") + value + '\n');
    EXPECT_THAT(Errors(tree), testing::HasSubstr("is not read here")) << value;
    EXPECT_EQ(tree.root->Find("a")->kind, Kind::kInvalid) << value;
  }
}

TEST(YamlTree, AllowsTagsThatSayWhatHoldsAnyway) { Good("a: !!str 1\nb: !!seq []\nc: !!map {}\n"); }

TEST(YamlTree, RefusesKeysThatAreNoStringsToSomeReader) {
  for (const char* key : {"yes", "No", "on", "OFF", "y", "n", "1", "0x1", "1.5", ".inf", "true",
                          "FALSE", "~", "null", "[a]", "{a: 1}", "<<", "012"}) {
    EXPECT_NE(Errors(ReadYaml("? " + std::string(key) + "\n: 1\n")), "") << key;
  }
  Good("'yes': 1\n'1': 1\n\"on\": 1\nnone: 1\n");
}

std::string Nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(YamlTree, ReadsSixtyFourLevels) {
  EXPECT_NE(Good(Nested(kMaxYamlDepth)).root, nullptr);
  EXPECT_THAT(Errors(ReadYaml(Nested(kMaxYamlDepth + 1))), testing::HasSubstr("nested too deep"));
}

TEST(YamlTree, StopsAtDepthsThatWouldEndTheStack) {
  for (const char* opening : {"[", "{", "{a: ", "[{a: ", "- ", "? ", "a:\n"}) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += opening;
    EXPECT_EQ(ReadYaml(text).root, nullptr) << opening;
  }
}

TEST(YamlTree, ReadsTenThousandValues) {
  std::string text = "[";
  for (std::size_t i = 1; i < kMaxYamlNodes; ++i) text += "a,";
  EXPECT_NE(Good(text + ']').root, nullptr);
  EXPECT_THAT(Errors(ReadYaml(text + "a]")), testing::HasSubstr("more than 10,000 values"));
}

TEST(YamlTree, ReadsOneMebibyte) {
  const std::string text = "a: " + std::string(kMaxPolicyBytes - 3, 'x');
  Good(text);
  EXPECT_THAT(Errors(ReadYaml(text + 'x')), testing::HasSubstr("at most 1 MiB"));
}

TEST(YamlTree, TellsTheFirstByteThatIsNotUtf8) {
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"a: \xff", "1:4"},               // no UTF-8 at all
      {"a: b\n\xc3\x28", "2:1"},        // cut by another character
      {"ä: \xed\xa0\x80", "1:5"},       // a surrogate
      {"a: \xc0\x80", "1:4"},           // overlong
      {"a: \xf4\x90\x80\x80", "1:4"}};  // above U+10FFFF
  for (const auto& [text, place] : texts) {
    EXPECT_EQ(Errors(ReadYaml(text)), place + " : this is not UTF-8\n");
  }
}

TEST(YamlTree, RefusesControlCharacters) {
  for (const char* text : {"a\x01", "a\x1b", "a\x7f", "a\xc2\x80", "a\xc2\x9f"}) {
    EXPECT_EQ(Errors(ReadYaml(text)), "1:2 : a control character; remove it\n");
  }
  EXPECT_EQ(Errors(ReadYaml(std::string_view("a\0", 2))), "1:2 : a control character; remove it\n");
  Good("a: \"\t\"\n# \xc2\x85 and \xc2\xa0\n");
}

TEST(YamlTree, SaysWhatIsNotYaml) {
  EXPECT_EQ(Errors(ReadYaml("a: [1\n")),
            "2:1 : this is not YAML: end of sequence flow not found\n");
  EXPECT_EQ(Errors(ReadYaml("a: 1\n b: 2\n")), "2:3 : this is not YAML: illegal map value\n");
  EXPECT_EQ(Errors(ReadYaml("a:\n\tb: 1\n")),
            "2:3 : this is not YAML: a tab cannot indent; write spaces\n");
}

TEST(YamlTree, NeedsQuotesToBeClosed) {
  for (const char* text : {"a: \"b\n", "a: 'b\n", "a: \"b\\\"\n", "a: 'b''\n", "'a", "\"a\\"}) {
    EXPECT_THAT(Errors(ReadYaml(text)), testing::HasSubstr("this is not YAML")) << text;
  }
  Good("a: \"b\\\"\"\n");
  Good("a: 'b'''\n");
  Good("a: b'\n");
  Good("a: |\n  'b\n");
}

TEST(YamlTree, RefusesASecondDocument) {
  EXPECT_THAT(Errors(ReadYaml("a: 1\n---\na: 1\n")),
              testing::StartsWith("2:1 : a second document"));
  Good("---\na: 1\n...\n");
}

TEST(YamlTree, RefusesAFileWithNothingInIt) {
  for (const char* text : {"", "\n\n", "# nothing\n", "\xEF\xBB\xBF"}) {
    EXPECT_EQ(Errors(ReadYaml(text)), "0:0 : the file is empty\n") << text;
  }
}

TEST(YamlTree, GivesNoTreeWithoutAnErrorAndNoErrorOfTheWholeWithATree) {
  for (const char* text : {"", "a: [", "a: 1", "- a", "~"}) {
    const YamlTree tree = ReadYaml(text);
    EXPECT_EQ(tree.root == nullptr, !tree.errors.empty()) << text;
  }
}

}  // namespace
}  // namespace tenure
