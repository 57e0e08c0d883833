#include "webhook/cli/review/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/unit/webhook/cli/review/verdicts.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

using test::JudgeText;
using test::kCritical;
using test::kCriticalIsLong;
using test::VerdictOn;

TEST(Verdict, ShowsThePodAsItWouldBeStored) {
  const Verdict verdict = VerdictOn(kCritical);
  EXPECT_EQ(verdict.mutation.class_name, "long");
  EXPECT_TRUE(verdict.IsAdmitted());
  const json& spec = verdict.stored_pod["spec"];
  EXPECT_EQ(spec["priorityClassName"], "tenure-long");
  EXPECT_EQ(spec["priority"], 1000000) << "the API server fills it in anew";
  EXPECT_EQ(spec["containers"][0]["resources"]["requests"]["memory"], "96Gi");
  EXPECT_FALSE(spec["containers"][0]["resources"]["limits"].contains("memory"));
}

TEST(Verdict, ThePatchLeadsFromTheCompletedPodToTheStoredOne) {
  const Verdict verdict = VerdictOn(kCritical);
  json patched = verdict.pod.patch(json::parse(verdict.patch));
  patched["spec"]["priority"] = 1000000;
  EXPECT_EQ(patched, verdict.stored_pod);
}

TEST(Verdict, SaysWhatWasFilledInFirst) {
  const Verdict verdict = VerdictOn(kCritical);
  EXPECT_THAT(verdict.filled_in, Contains("requests from limits"));
  EXPECT_EQ(verdict.pod["spec"]["containers"][0]["resources"]["requests"]["memory"], "64Gi");
}

TEST(Verdict, ARefusedPodIsNotAdmitted) {
  const Verdict verdict = VerdictOn(
      "apiVersion: v1\n"
      "kind: Pod\n"
      "metadata: {name: a, annotations: {tenure.dev/class: lnog}}\n"
      "spec: {containers: [{name: main}]}\n");
  EXPECT_FALSE(verdict.IsAdmitted());
  EXPECT_THAT(test::Ids(verdict.validation), Contains("unknown-class enforce"));
}

TEST(Verdict, AModeThatOnlyWarnsChangesNothing) {
  const Verdict verdict = VerdictOn(kCritical, std::string(kCriticalIsLong) + "mode: warn\n");
  EXPECT_EQ(verdict.patch, "");
  EXPECT_EQ(verdict.pod, verdict.stored_pod);
  EXPECT_FALSE(verdict.mutation.changes.empty()) << "it still tells what would be";
}

TEST(Verdict, ARecordedReviewIsNotCompleted) {
  const Verdict verdict = VerdictOn(R"({
    "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
    "request": {"uid": "u", "kind": {"group": "", "version": "v1", "kind": "Pod"},
                "namespace": "n", "operation": "CREATE",
                "object": {"metadata": {"name": "a"}, "spec": {"containers": [{"name": "m"}]}}}})");
  EXPECT_THAT(verdict.filled_in, IsEmpty());
  EXPECT_FALSE(verdict.stored_pod["spec"].contains("restartPolicy"));
}

TEST(Verdict, ADeletionIsLeftAlone) {
  const Verdict verdict = VerdictOn(R"({
    "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
    "request": {"uid": "u", "kind": {"group": "", "version": "v1", "kind": "Pod"},
                "name": "a", "namespace": "n", "operation": "DELETE", "object": null}})");
  EXPECT_TRUE(verdict.IsAdmitted());
  EXPECT_TRUE(verdict.mutation.left_alone);
}

TEST(Verdict, APriorityClassOfUnknownValueIsNoted) {
  const Verdict verdict = VerdictOn(std::string(kCritical) + "  priorityClassName: gold\n");
  EXPECT_THAT(verdict.submission.caveats,
              ElementsAre("the value of PriorityClass gold is not known here"));
}

TEST(Verdict, WhatIsNoPodIsAnErrorWithItsLine) {
  const auto verdict = JudgeText(
      "apiVersion: v1\n"
      "kind: Pod\n"
      "metadata: {name: a}\n"
      "spec:\n"
      "  containers:\n"
      "  - name: main\n"
      "    args:\n"
      "    - run\n"
      "    - -1\n");
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().Text(),
            "f.yaml:9: Pod a: /spec/containers/0/args/1 must be a string, not a number; "
            "put it in quotes");
}

TEST(Verdict, AReviewWithoutARequestIsAnError) {
  const auto verdict = JudgeText(R"({"apiVersion": "admission.k8s.io/v1",
                                     "kind": "AdmissionReview"})");
  ASSERT_FALSE(verdict);
  EXPECT_THAT(verdict.error().Text(), testing::HasSubstr("/request: is missing"));
}

}  // namespace
}  // namespace tenure
