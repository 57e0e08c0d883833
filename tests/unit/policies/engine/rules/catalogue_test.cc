// docs/rules.md says what the code does: the same rules at the same levels, and
// every example in it is answered as it says.
#include "policies/engine/rules/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <utility>

#include "policies/language/reader.h"
#include "policies/language/rule_ids.h"
#include "tests/support/decide_job.h"
#include "tests/support/rule_catalogue.h"
#include "tests/support/yaml_manifests.h"

namespace tenure {
namespace {

using nlohmann::json;
using Levels = std::map<std::string, std::string>;

const test::RuleCatalogue& Documented() {
  static const test::RuleCatalogue kCatalogue = test::ReadRuleCatalogue();
  return kCatalogue;
}

Levels InCode() {
  Levels levels;
  for (const auto& rules : {Rules(), UpdateRules(), ResizeRules()}) {
    for (const Rule& rule : rules) levels.try_emplace(std::string(rule.id), Name(rule.level));
  }
  for (const JobRule& rule : JobRules()) levels.try_emplace(std::string(rule.id), Name(rule.level));
  return levels;
}

TEST(Catalogue, HasTheRulesOfTheCodeAtTheirLevels) {
  EXPECT_EQ(Documented().table, InCode());
  Levels sections;
  for (const auto& rule : Documented().rules) sections[rule.id] = rule.level;
  EXPECT_EQ(sections, InCode());
}

TEST(Catalogue, AgreesWithWhatAPolicyCanName) {
  Levels named;
  for (const RuleId& rule : RuleIds()) named[std::string(rule.id)] = Name(rule.level);
  EXPECT_EQ(named, InCode());
}

TEST(Catalogue, GivesOneIdOneLevel) {
  for (const auto& rules : {UpdateRules(), ResizeRules()}) {
    for (const Rule& rule : rules) EXPECT_EQ(InCode()[std::string(rule.id)], Name(rule.level));
  }
  for (const JobRule& rule : JobRules()) {
    EXPECT_EQ(InCode()[std::string(rule.id)], Name(rule.level));
  }
}

TEST(Catalogue, ShowsAnExampleOfEachRule) {
  for (const auto& rule : Documented().rules) EXPECT_FALSE(rule.examples.empty()) << rule.id;
}

TEST(Catalogue, ShowsPoliciesThatCanBeRead) {
  ASSERT_FALSE(Documented().policies.empty());
  for (const std::string& policy : Documented().policies) {
    EXPECT_NO_THROW((void)test::PolicyOf(policy));
  }
}

// What is judged, and by what.
struct Submission {
  std::string kind;
  Policy policy = test::DefaultPolicy();
  std::vector<json> manifests;
};

bool IsJudged(const json& manifest) {
  return manifest.value("kind", "") == "Pod" || manifest.value("kind", "") == "Job";
}

void Add(Submission& submission, const std::string& yaml) {
  for (const json& manifest : test::ManifestsOf(yaml)) {
    if (manifest.value("kind", "") == "Policy") submission.policy = test::PolicyOf(manifest.dump());
    if (IsJudged(manifest)) submission.manifests.push_back(manifest);
  }
}

Submission Example(const test::RuleExample& example) {
  Submission submission{.kind = example.kind};
  Add(submission, example.manifests);
  return submission;
}

// Whole manifests of the fix stand for themselves; other lines go over the
// example's last manifest, as with kubectl patch --type=merge.
Submission Fixed(const test::RuleExample& example) {
  Submission fixed = Example(example);
  if (fixed.kind == "as it would be stored") fixed.kind.clear();
  std::vector<json> example_manifests = std::exchange(fixed.manifests, {});
  Add(fixed, example.fix);
  if (!fixed.manifests.empty()) return fixed;
  for (const json& lines : test::ManifestsOf(example.fix)) {
    if (!lines.contains("kind")) example_manifests.back().merge_patch(lines);
  }
  fixed.manifests = std::move(example_manifests);
  return fixed;
}

Decision Judge(const Submission& submission) {
  const auto& [kind, policy, manifests] = submission;
  if (kind == "update" && manifests.at(1)["kind"] == "Job") {
    return test::DecideJobUpdate(manifests.at(0), manifests.at(1), policy);
  }
  if (kind == "update") return test::DecideUpdate(manifests.at(0), manifests.at(1), "", policy);
  if (kind == "resize") {
    return test::DecideUpdate(manifests.at(0), manifests.at(1), "resize", policy);
  }
  const json& manifest = manifests.at(0);
  const bool is_stored = kind == "as it would be stored";
  if (manifest["kind"] == "Job") {
    const json job = is_stored ? manifest : test::MutatedJob(manifest, policy);
    return test::DecideJob(job, Phase::kValidate, policy);
  }
  const json pod = is_stored ? manifest : test::Mutated(manifest, policy, {}, test::kCriuCeiling);
  return test::Decide(pod, Phase::kValidate, policy, {}, test::kCriuCeiling);
}

std::string Said(const Finding& finding) {
  return std::string(finding.rule) + ": " + finding.message;
}

class DocumentedExample : public testing::TestWithParam<test::RuleExample> {};

TEST_P(DocumentedExample, IsAnsweredAsItSays) {
  const Decision decision = Judge(Example(GetParam()));
  std::vector<std::string> said;
  for (const Finding& finding : decision.findings) {
    if (finding.rule == GetParam().rule) {
      EXPECT_EQ(Name(finding.level), InCode()[GetParam().rule]) << finding.message;
      said.push_back(Said(finding));
    } else {
      EXPECT_LT(finding.level, Level::kEnforce) << "another rule refuses it: " << Said(finding);
    }
  }
  EXPECT_THAT(said, testing::ElementsAre(GetParam().message));
}

TEST_P(DocumentedExample, IsMendedByItsFix) {
  for (const Finding& finding : Judge(Fixed(GetParam())).findings) {
    EXPECT_NE(finding.rule, GetParam().rule) << Said(finding);
    EXPECT_LT(finding.level, Level::kEnforce) << Said(finding);
  }
}

// The examples with names as long as Kubernetes takes them: a warning of 120
// bytes or more is cut.
std::string Stretched(std::string text) {
  for (const char* word : {"long", "short", "lang", "megahit", "genomics", "teaching"}) {
    const std::string longest = word + std::string(63 - std::string_view(word).size(), 'x');
    text = std::regex_replace(text, std::regex("\\b" + std::string(word) + "\\b"), longest);
  }
  return text;
}

TEST_P(DocumentedExample, FitsIntoAWarningWhateverTheNames) {
  test::RuleExample stretched = GetParam();
  stretched.manifests = Stretched(stretched.manifests);
  Submission submission = Example(stretched);
  const bool has_own_policy = stretched.manifests.find("kind: Policy") != std::string::npos;
  if (!has_own_policy) {
    submission.policy = test::PolicyOf(Stretched(std::string(DefaultPolicyText())));
  }
  bool is_said = false;
  for (const Finding& finding : Judge(submission).findings) {
    EXPECT_LT(Said(finding).size(), 120U) << Said(finding);
    is_said = is_said || finding.rule == GetParam().rule;
  }
  EXPECT_TRUE(is_said);
}

std::vector<test::RuleExample> Examples() {
  std::vector<test::RuleExample> examples;
  for (const auto& rule : Documented().rules) {
    examples.insert(examples.end(), rule.examples.begin(), rule.examples.end());
  }
  return examples;
}

std::string TestName(const testing::TestParamInfo<test::RuleExample>& info) {
  std::string name = info.param.rule + (info.param.kind.empty() ? "" : "_" + info.param.kind);
  for (char& letter : name) {
    if (letter == '-' || letter == ' ') letter = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Rules, DocumentedExample, testing::ValuesIn(Examples()), TestName);

}  // namespace
}  // namespace tenure
