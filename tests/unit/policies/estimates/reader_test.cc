#include "policies/estimates/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tenure {
namespace {

using testing::HasSubstr;

constexpr std::string_view kYaml = R"(apiVersion: tenure.dev/v1
kind: Estimates
generated: 2026-11-21
typicalRuntime: 8m
steps:
  nextflow:MEGAHIT:
    runs: 12
    lastSeen: 2026-11-03
    runtime: {p50: 3d4h, p95: 6d, max: 7d}
    cpu: {mean: 7600m, p50: 7500m, p95: "12", max: "14"}
    memory: {mean: 198Gi, p50: 190Gi, p95: 240Gi, max: 251Gi}
  job:a:
    runs: 1
    weak: true
    runtime: {p50: 5m}
)";

constexpr std::string_view kJson = R"({"apiVersion": "tenure.dev/v1", "kind": "Estimates",
 "generated": "2026-11-21", "typicalRuntime": "8m",
 "steps": {
  "nextflow:MEGAHIT": {"runs": 12, "lastSeen": "2026-11-03",
    "runtime": {"p50": "3d4h", "p95": "6d", "max": "7d"},
    "cpu": {"mean": "7600m", "p50": "7500m", "p95": 12, "max": "14"},
    "memory": {"mean": "198Gi", "p50": "190Gi", "p95": "240Gi", "max": "251Gi"}},
  "job:a": {"runs": 1, "weak": true, "runtime": {"p50": "5m"}}}})";

std::string FirstError(std::string_view text) {
  const auto read = ReadEstimates(text);
  if (read) return "no error";
  return read.error().front().Text("e.yaml");
}

class BothFormats : public testing::TestWithParam<std::string_view> {};
INSTANTIATE_TEST_SUITE_P(YamlAndJson, BothFormats, testing::Values(kYaml, kJson));

TEST_P(BothFormats, AreReadWhole) {
  const auto read = ReadEstimates(GetParam());
  ASSERT_TRUE(read) << read.error().front().Text("e");
  EXPECT_EQ(read->typical_runtime->Text(), "8m");
  const Estimate* megahit = read->Find("nextflow:MEGAHIT");
  ASSERT_NE(megahit, nullptr);
  EXPECT_EQ(megahit->runs, 12);
  EXPECT_EQ(megahit->last_seen, "2026-11-03");
  EXPECT_FALSE(megahit->weak);
  EXPECT_EQ(megahit->runtime_p50.Text(), "3d4h");
  EXPECT_EQ(megahit->runtime_p95.Text(), "6d");
  EXPECT_EQ(megahit->runtime_max.Text(), "7d");
  EXPECT_EQ(megahit->cpu->mean.Canonical(), "7600m");
  EXPECT_EQ(megahit->cpu->p95.Canonical(), "12");
  EXPECT_EQ(megahit->memory->p95.Canonical(), "240Gi");
  EXPECT_EQ(megahit->memory->max.Canonical(), "251Gi");
}

TEST_P(BothFormats, WeakEstimatesAreMarked) {
  const auto read = ReadEstimates(GetParam());
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->Find("job:a")->weak);
  EXPECT_FALSE(read->Find("job:a")->memory);
  EXPECT_EQ(read->Find("job:b"), nullptr);
}

std::string Step(const std::string& fields) {
  return "apiVersion: tenure.dev/v1\nkind: Estimates\nsteps:\n  job:a: {" + fields + "}\n";
}

TEST(ReadEstimates, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(
      FirstError(Step("runs: 3, runtime: {p50: 5 min}")),
      "e.yaml:4:35: steps.\"job:a\".runtime.p50: \"5 min\" is not a duration; did you mean 5m?");
  EXPECT_THAT(FirstError(Step("runs: -3, runtime: {p50: 5m}")),
              HasSubstr("4:17: steps.\"job:a\".runs"));
  EXPECT_THAT(FirstError(Step("runs: 3, runtime: {p50: 5m}, memory: {mean: 8GB}")),
              HasSubstr("did you mean 8G?"));
  EXPECT_THAT(FirstError(Step("runs: 3, runtime: {p50: 5m}, memory: {mean: -8G, p95: 8G}")),
              HasSubstr("is negative"));
  EXPECT_THAT(FirstError(Step("runs: 3, runtime: {p50: 5m}, disk: 3")),
              HasSubstr("disk: is not known"));
  EXPECT_THAT(FirstError(Step("runs: 3, runtime: {p99: 5m}")), HasSubstr("p99: is not known"));
  EXPECT_THAT(FirstError(Step("runs: 3, runtime: 5m")), HasSubstr("must be a mapping"));
  EXPECT_THAT(FirstError(Step("runs: {a: 3}, runtime: {p50: 5m}")),
              HasSubstr("must not be a mapping"));
  EXPECT_THAT(FirstError(Step("runs: 3, runtime: {p50: 5m, p95: 4m}")),
              HasSubstr("p50 is above p95"));
  EXPECT_THAT(FirstError(Step("runs: 3, runtime: {p50: 5m}, cpu: {mean: 1}")),
              HasSubstr("cpu needs"));
  EXPECT_THAT(FirstError(Step("runtime: {p50: 5m}")), HasSubstr("has no runs"));
  EXPECT_THAT(FirstError(Step("runs: 1")), HasSubstr("has no runtime.p50"));
  EXPECT_THAT(FirstError(Step("runs: 1, lastSeen: yesterday, runtime: {p50: 5m}")),
              HasSubstr("not a day"));
  EXPECT_THAT(FirstError(Step("runs: 1, lastSeen: 2026-02-31, runtime: {p50: 5m}")),
              HasSubstr("not a day"));
  EXPECT_THAT(FirstError(Step("runs: 1, weak: yes, runtime: {p50: 5m}")),
              HasSubstr("not true or false"));
  EXPECT_THAT(FirstError(Step("runs: 1, runs: 2, runtime: {p50: 5m}")), HasSubstr("comes twice"));
}

TEST(ReadEstimates, SaysWhatIsWrongWithTheDocument) {
  EXPECT_THAT(FirstError(""), HasSubstr("must be a mapping"));
  EXPECT_THAT(FirstError("a: [b"), HasSubstr("is not YAML"));
  EXPECT_THAT(FirstError("{\"a\": "), HasSubstr("is not JSON"));
  EXPECT_THAT(FirstError("kind: Estimates\n"), HasSubstr("apiVersion: is missing"));
  EXPECT_THAT(FirstError("apiVersion: tenure.dev/v2\nkind: Estimates\n"),
              HasSubstr("tenure.dev/v1"));
  EXPECT_THAT(FirstError("apiVersion: tenure.dev/v1\nkind: Estimates\nsteps: [a]\n"),
              HasSubstr("e.yaml:3:8: steps: must be a mapping"));
  EXPECT_THAT(FirstError("apiVersion: tenure.dev/v1\nkind: Estimates\nstep: a\n"),
              HasSubstr("not known"));
  EXPECT_THAT(FirstError("apiVersion: tenure.dev/v1\nkind: Estimates\ntypicalRuntime: 8\n"),
              HasSubstr("a unit is missing"));
}

TEST(ReadEstimates, ErrorsInJsonHaveTheLineOfTheirStep) {
  EXPECT_EQ(
      FirstError("{\"apiVersion\": \"tenure.dev/v1\", \"kind\": \"Estimates\",\n\"steps\": {\n"
                 "\"job:a\": {\"runs\": 0, \"runtime\": {\"p50\": \"5m\"}}}}"),
      "e.yaml:3: steps.\"job:a\".runs: \"0\" is not a number of runs; write a whole number of at "
      "least 1");
  EXPECT_THAT(
      FirstError(R"({"apiVersion": "tenure.dev/v1", "kind": "Estimates", "steps": {"a": 3}})"),
      HasSubstr("must be an object"));
  EXPECT_THAT(FirstError(R"({"apiVersion": "tenure.dev/v1", "kind": "Estimates",
      "steps": {"a": {"runs": 1, "runtime": {"p50": "5m"}}, "a": {"runs": 1, "runtime": {"p50": "5m"}}}})"),
              HasSubstr("comes twice"));
}

TEST(ReadEstimates, TellsAllErrorsUpToTwenty) {
  std::string text = "apiVersion: tenure.dev/v1\nkind: Estimates\nsteps:\n";
  for (int i = 0; i < 30; ++i)
    text += "  s" + std::to_string(i) + ": {runs: x, runtime: {p50: 5m}}\n";
  EXPECT_EQ(ReadEstimates(text).error().size(), 20U);
}

TEST(ReadEstimates, IsBounded) {
  EXPECT_THAT(FirstError("# " + std::string(1 << 20, 'a')), HasSubstr("more than 1 MiB"));
  std::string steps;
  for (std::size_t i = 0; i <= Estimates::kMaxSteps; ++i) {
    steps +=
        (i > 0 ? ",\"s" : "\"s") + std::to_string(i) + R"(":{"runs":1,"runtime":{"p50":"5m"}})";
  }
  EXPECT_THAT(
      FirstError(R"({"apiVersion":"tenure.dev/v1","kind":"Estimates","steps":{)" + steps + "}}"),
      HasSubstr("one step too many"));
  EXPECT_THAT(FirstError(std::string(100'000, '[')), HasSubstr("is not YAML"));
}

}  // namespace
}  // namespace tenure
