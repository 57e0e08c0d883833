// The frame of the file, and what the reader promises of every error.

#include "policies/language/reader.h"

#include <gmock/gmock.h>

#include <tuple>

#include "tests/unit/policies/language/policy_files.h"
#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

TEST(PolicyError, PrintsAsCompilersDo) {
  EXPECT_EQ((PolicyError{12, 5, "a.b", "is wrong"}.Text("policy.yaml")),
            "policy.yaml:12:5: a.b: is wrong");
  EXPECT_EQ((PolicyError{12, 5, "", "is wrong"}.Text("x.yaml")), "x.yaml:12:5: is wrong");
  EXPECT_EQ((PolicyError{0, 0, "", "is empty"}.Text("policy.yaml")), "policy.yaml: is empty");
}

TEST(ReadPolicyFile, TellsAllErrorsInTheOrderOfTheFile) {
  for (const auto& file : PolicyFiles("bad")) {
    const auto read = ReadPolicyFile(FileText(file));
    ASSERT_FALSE(read) << file;
    EXPECT_TRUE(std::ranges::is_sorted(read.error(), {}, [](const PolicyError& error) {
      return std::tuple(error.line, error.column);
    })) << file;
  }
}

TEST(ReadPolicyFile, ReadsKeysInAnyOrder) {
  const Policy policy = MustRead(
      "classes:\n- match: [{runtime: {timesTypical: 10}}]\n  name: long\n"
      "runtime: {typical: 1h}\nkind: Policy\napiVersion: tenure.dev/v1\n");
  EXPECT_EQ(policy.classes[0].match[0].runtime->Threshold(policy.typical_runtime),
            Duration::Seconds(36'000));
}

TEST(ReadPolicyFile, HasDefaultsThatDoNothing) {
  const Policy policy =
      MustRead("apiVersion: tenure.dev/v1\nkind: Policy\nclasses:\n- name: long\n");
  EXPECT_EQ(policy.mode, Level::kEnforce);
  EXPECT_EQ(policy.typical_runtime, Duration::Seconds(0));
  EXPECT_EQ(policy.largest_cpu, std::nullopt);
  EXPECT_EQ(policy.largest_memory, std::nullopt);
  EXPECT_TRUE(policy.checkpoint.strategies.empty());
  EXPECT_TRUE(policy.exempt.namespaces.empty());
  const ClassPolicy& only = policy.classes[0];
  EXPECT_TRUE(only.match.empty());
  EXPECT_TRUE(only.allow.namespaces.empty());
  EXPECT_EQ(only.priority, std::nullopt);
  EXPECT_EQ(only.resources.memory.request, std::nullopt);
  EXPECT_EQ(only.resources.memory.limit.kind, LimitSpec::Kind::kKeep);
  EXPECT_EQ(only.placement.apart_from, std::nullopt);
  EXPECT_EQ(only.disruption.evictions, Evictions::kAllow);
  EXPECT_FALSE(only.job.replace_failed_only);
  EXPECT_EQ(only.default_strategy, "");
}

TEST(ReadPolicyFile, HashesTheBytesOfTheFile) {
  // printf '…' | sha256sum | cut -c1-12
  const std::string text = "apiVersion: tenure.dev/v1\nkind: Policy\nclasses:\n- name: long\n";
  EXPECT_EQ(MustRead(text).hash, "997774799a4d");
  EXPECT_NE(MustRead(text + "\n").hash, MustRead(text).hash);
}

TEST(ReadPolicyFile, ReadsTheModes) {
  const std::string rest = "\napiVersion: tenure.dev/v1\nkind: Policy\nclasses:\n- name: long\n";
  EXPECT_EQ(MustRead("mode: enforce" + rest).mode, Level::kEnforce);
  EXPECT_EQ(MustRead("mode: warn" + rest).mode, Level::kWarn);
  EXPECT_EQ(MustRead("mode: 'audit'" + rest).mode, Level::kAudit);
}

TEST(ReadPolicyFile, ReadsNodes) {
  const Policy policy = MustRead(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses:\n- name: long\n"
      "nodes: {largest: {cpu: 0.5, memory: 1.9Ti}}\n");
  EXPECT_EQ(policy.largest_cpu, Quantity::Parse("500m").value());
  EXPECT_EQ(policy.largest_memory, Quantity::Parse("1.9Ti").value());
}

TEST(ReadPolicyFile, ReadsLevelsOverridesAndExemptions) {
  const Policy policy =
      MustRead(WithClass("") +
               "rules: {bare-pod: off, image-not-pinned: enforce}\n"
               "overrides:\n"
               "- {namespaces: [a-*, b], mode: warn}\n"
               "- {namespaces: [c], rollout: 0%, rules: {bare-pod: audit}}\n"
               "exempt: {namespaces: [k*], serviceAccounts: [a/b*], annotation: true}\n");
  ASSERT_EQ(policy.rules.size(), 2U);
  EXPECT_EQ(policy.rules[0].id, "bare-pod");
  EXPECT_EQ(policy.rules[0].level, Level::kOff);
  EXPECT_EQ(policy.rules[1].level, Level::kEnforce);
  ASSERT_EQ(policy.overrides.size(), 2U);
  EXPECT_EQ(policy.overrides[0].namespaces[1].pattern, "b");
  EXPECT_EQ(policy.overrides[0].mode, Level::kWarn);
  EXPECT_EQ(policy.overrides[0].rollout_percent, std::nullopt);
  EXPECT_EQ(policy.overrides[1].mode, std::nullopt);
  EXPECT_EQ(policy.overrides[1].rollout_percent, 0);
  EXPECT_EQ(policy.overrides[1].rules[0].level, Level::kAudit);
  EXPECT_EQ(policy.exempt.namespaces[0].pattern, "k*");
  EXPECT_EQ(policy.exempt.service_accounts[0].pattern, "a/b*");
  EXPECT_TRUE(policy.exempt.annotation);
}

TEST(ReadPolicyFile, KeepsLongTextsOutOfMessages) {
  const std::string errors = ErrorsOf(WithClass("  " + std::string(1'000, 'k') + ": 1\n"));
  EXPECT_LT(errors.size(), 300U);
  EXPECT_THAT(errors, testing::HasSubstr("kkk…"));
}

TEST(ReadPolicyFile, KeepsControlCharactersOutOfMessages) {
  const std::string errors = ErrorsOf(WithClass("  \"a\\x1b[31mb\": 1\n"));
  EXPECT_THAT(errors, testing::HasSubstr("unknown key \"a?[31mb\""));
}

}  // namespace
}  // namespace tenure
