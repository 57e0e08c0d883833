#include "webhook/cli/review/mortality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/unit/webhook/cli/review/verdicts.h"

namespace tenure {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<Mortality> TableOf(std::string_view manifest,
                               std::string_view text = test::kCriticalIsLong) {
  const Policy policy = test::PolicyOf(text);
  const Estimates no_estimates;
  const Bench bench{policy, no_estimates};
  const auto verdict = Judge(bench, test::SubmissionOf(manifest));
  if (!verdict) ADD_FAILURE() << verdict.error().Text();
  return verdict ? MortalityOf(bench, *verdict) : std::vector<Mortality>{};
}

std::string RowOf(const std::vector<Mortality>& table, std::string_view killer) {
  const auto row = std::ranges::find(table, killer, &Mortality::killer);
  if (row == table.end()) return "no such row";
  return std::string(Name(row->guarded)) + ": " + row->Text();
}

constexpr std::string_view kJob =
    "apiVersion: batch/v1\n"
    "kind: Job\n"
    "metadata: {name: assembly}\n"
    "spec:\n"
    "  backoffLimit: 3\n"
    "  template:\n"
    "    metadata: {annotations: {tenure.dev/critical: 'true'}}\n"
    "    spec:\n"
    "      restartPolicy: Never\n"
    "      containers: [{name: main, image: i, resources: {requests: {memory: 64Gi}}}]\n";

TEST(MortalityOfVerdict, IsOfThePodAsItWillBeStored) {
  EXPECT_EQ(RowOf(TableOf(test::kCritical), "memory-limit"), "yes: no limits.memory")
      << "the class takes the limit away";
  EXPECT_THAT(RowOf(TableOf(test::kCritical), "preemption"), testing::StartsWith("yes: priority "));
}

TEST(MortalityOfVerdict, KnowsTheJobThatMakesThePod) {
  EXPECT_EQ(RowOf(TableOf(kJob), "retries"),
            "partly: backoffLimit 3; ignore DisruptionTarget in podFailurePolicy");
}

TEST(MortalityOfVerdict, KnowsWhatTheWebhookDoesToTheJob) {
  const std::string policy =
      std::string(test::kCriticalIsLong) + "  job: {ignoreDisruptions: true}\n";
  EXPECT_EQ(RowOf(TableOf(kJob, policy), "retries"), "yes: podFailurePolicy ignores evictions");
}

TEST(MortalityOfVerdict, WhatIsNoPodHasNone) {
  EXPECT_TRUE(TableOf(R"({
    "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
    "request": {"uid": "u", "kind": {"group": "", "version": "v1", "kind": "Pod"},
                "name": "a", "namespace": "n", "operation": "DELETE", "object": null}})")
                  .empty());
}

std::string Printed(const std::vector<Mortality>& table, bool colours = false) {
  std::ostringstream out;
  Printer printer(out, colours);
  PrintMortality(printer, table);
  return out.str();
}

TEST(MortalityText, IsALineForEach) {
  EXPECT_EQ(Printed({{"preemption", Guarded::kYes, "priority 1000000", ""},
                     {"hardware", Guarded::kNever, "", "only checkpoints help"},
                     {"spot", Guarded::kNo, "a", std::string(90, 'b')}}),
            "  what can end it     guard   by what; what would guard it, or remains\n"
            "  preemption          yes     priority 1000000\n"
            "  hardware            never   only checkpoints help\n"
            "  spot                no      a; " +
                std::string(66, 'b') + "…\n");
}

TEST(MortalityText, OfNothingIsNothing) { EXPECT_EQ(Printed({}), ""); }

TEST(MortalityText, OnlyTheGuardHasAColour) {
  const std::string text = Printed({{"spot", Guarded::kNo, "", "a label"}}, true);
  EXPECT_THAT(text, HasSubstr("\033[1;31mno    \033[0m  a label\n"));
  EXPECT_THAT(Printed({{"spot", Guarded::kNo, "", "a label"}}), Not(HasSubstr("\033")));
}

}  // namespace
}  // namespace tenure
