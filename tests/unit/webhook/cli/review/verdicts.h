// Manifests, judged as `tenure review` does.
#pragma once

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

#include "tests/support/decide.h"
#include "webhook/cli/review/manifest_reader.h"
#include "webhook/cli/review/verdict.h"

namespace tenure::test {

inline constexpr std::string_view kCriticalIsLong = R"(
apiVersion: tenure.dev/v1
kind: Policy
classes:
- name: long
  match: [{critical: true}]
  priority: {className: tenure-long, value: 1000000}
  resources:
    memory: {request: {atLeast: 1.5x}, limit: none}
)";

inline Submission SubmissionOf(std::string_view text) {
  Submissions result;
  for (Document& document : ReadManifests("f.yaml", text).documents) {
    Submit(std::move(document), "default", result);
  }
  EXPECT_EQ(result.pods.size(), 1U);
  return std::move(result.pods.front());
}

inline tl::expected<Verdict, InputError> JudgeText(std::string_view text,
                                                   std::string_view policy = kCriticalIsLong) {
  const Policy read = PolicyOf(policy);
  const Estimates no_estimates;
  return Judge({read, no_estimates}, SubmissionOf(text));
}

inline Verdict VerdictOn(std::string_view text, std::string_view policy = kCriticalIsLong) {
  auto verdict = JudgeText(text, policy);
  if (!verdict) ADD_FAILURE() << verdict.error().Text();
  return std::move(verdict).value_or(Verdict{});
}

inline constexpr std::string_view kCritical =
    "apiVersion: v1\n"
    "kind: Pod\n"
    "metadata: {name: a, annotations: {tenure.dev/critical: 'true'}}\n"
    "spec:\n"
    "  containers:\n"
    "  - name: main\n"
    "    image: i\n"
    "    resources: {limits: {memory: 64Gi, cpu: 2}}\n";

}  // namespace tenure::test
