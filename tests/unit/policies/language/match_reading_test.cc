#include <gmock/gmock.h>

#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

using testing::HasSubstr;

Match ReadMatch(const std::string& matcher) {
  const ClassPolicy policy = ReadClass("  match:\n  - " + matcher + "\n");
  return policy.match.empty() ? Match{} : policy.match.front();
}

TEST(MatchReading, RuntimeKnownHasNoThreshold) {
  const Match match = ReadMatch("runtime: known");
  ASSERT_TRUE(match.runtime);
  EXPECT_FALSE(match.runtime->HasThreshold());
}

TEST(MatchReading, RuntimeTakesTheLargerOfTwo) {
  const Duration typical = Duration::Seconds(30 * 60);
  const auto threshold = [&](const std::string& text) {
    return ReadMatch("runtime: " + text).runtime->Threshold(typical).Text();
  };
  EXPECT_EQ(threshold("{timesTypical: 10, atLeast: 6h}"), "6h");
  EXPECT_EQ(threshold("{timesTypical: 20, atLeast: 6h}"), "10h");
  EXPECT_EQ(threshold("{timesTypical: 3}"), "1h30m");
  EXPECT_EQ(threshold("{atLeast: 2w}"), "14d");
}

TEST(MatchReading, RuntimeAloneNeedsNoTypicalRuntime) {
  EXPECT_EQ(ErrorsOf("apiVersion: tenure.dev/v1\nkind: Policy\nclasses:\n- name: long\n"
                     "  match: [{runtime: {atLeast: 6h}}]\n"),
            "");
}

TEST(MatchReading, Requests) {
  const Match match = ReadMatch("requests: {cpu: {atLeast: 64}, memory: {atLeast: 1Ti}}");
  EXPECT_EQ(match.requests->cpu_at_least, Quantity::Parse("64").value());
  EXPECT_EQ(match.requests->memory_at_least, Quantity::Parse("1Ti").value());
}

TEST(MatchReading, WhoAndWhere) {
  const Match match = ReadMatch(
      "{critical: false, namespaces: [a-*], images: ['r:5000/x@sha256:*'], serviceAccounts: [a/b], "
      "ownerKinds: [Job*]}");
  EXPECT_EQ(match.critical, false);
  EXPECT_EQ(match.namespaces.at(0).pattern, "a-*");
  EXPECT_EQ(match.images.at(0).pattern, "r:5000/x@sha256:*");
  EXPECT_EQ(match.service_accounts.at(0).pattern, "a/b");
  EXPECT_EQ(match.owner_kinds.at(0).pattern, "Job*");
  EXPECT_EQ(match.args, nullptr);
  EXPECT_EQ(match.runtime, std::nullopt);
}

TEST(MatchReading, LabelsAndAnnotationsInTheOrderOfTheFile) {
  const Match match =
      ReadMatch("{labels: {b: x*, a: ''}, annotations: {Example.org/Note: 'two words, *'}}");
  ASSERT_EQ(match.labels.size(), 2U);
  EXPECT_EQ(match.labels[0].key, "b");
  EXPECT_EQ(match.labels[0].value.pattern, "x*");
  EXPECT_EQ(match.labels[1].value.pattern, "");
  EXPECT_EQ(match.annotations.at(0).key, "Example.org/Note");
  EXPECT_EQ(match.annotations.at(0).value.pattern, "two words, *");
}

TEST(MatchReading, ArgsAreCompiled) {
  const Match match = ReadMatch("args: 'megahit .* -t [0-9]+'");
  ASSERT_NE(match.args, nullptr);
  EXPECT_TRUE(re2::RE2::PartialMatch("sh -c megahit -1 x -t 64", *match.args));
  EXPECT_FALSE(re2::RE2::PartialMatch("megahit", *match.args));
}

std::string TwoClasses(const std::string& first, const std::string& second) {
  return WithClass("  match: [" + first + "]\n- name: second\n  match: [" + second + "]\n");
}

TEST(MatchReading, AKnownRuntimeEndsTheRuntimes) {
  EXPECT_THAT(ErrorsOf(TwoClasses("{runtime: known}", "{runtime: {atLeast: 6h}}")),
              HasSubstr("classes[1].match[0].runtime: is never reached: class \"long\" above"));
  EXPECT_THAT(ErrorsOf(TwoClasses("{runtime: known}", "{runtime: known}")),
              HasSubstr("is never reached"));
  EXPECT_EQ(ErrorsOf(TwoClasses("{runtime: {atLeast: 6h}}", "{runtime: known}")), "");
}

TEST(MatchReading, ALowerThresholdTakesTheHigherOnes) {
  EXPECT_THAT(ErrorsOf(TwoClasses("{runtime: {atLeast: 6h}}", "{runtime: {atLeast: 6h}}")),
              HasSubstr("is never reached"));
  EXPECT_EQ(ErrorsOf(TwoClasses("{runtime: {atLeast: 7h}}", "{runtime: {atLeast: 6h}}")), "");
}

TEST(MatchReading, WhatNamesMoreThanARuntimeTakesLess) {
  EXPECT_EQ(ErrorsOf(TwoClasses("{runtime: known, namespaces: [a]}", "{runtime: known}")), "");
  EXPECT_EQ(ErrorsOf(TwoClasses("{runtime: known, critical: true}", "{runtime: known}")), "");
  EXPECT_EQ(ErrorsOf(TwoClasses("{runtime: known, args: x}", "{runtime: known}")), "");
}

TEST(MatchReading, OneClassMayHaveTwoWaysThatOverlap) {
  EXPECT_EQ(ErrorsOf(WithClass("  match: [{runtime: known}, {runtime: {atLeast: 1h}}]\n")), "");
}

TEST(MatchReading, AllowNamesNamespacesAndAccounts) {
  const ClassPolicy policy =
      ReadClass("  allow: {namespaces: ['*'], serviceAccounts: ['*/runner']}\n");
  EXPECT_EQ(policy.allow.namespaces.at(0).pattern, "*");
  EXPECT_EQ(policy.allow.service_accounts.at(0).pattern, "*/runner");
}

}  // namespace
}  // namespace tenure
