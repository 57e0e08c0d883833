#include "webhook/cli/review/submission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "webhook/cli/review/manifest_reader.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Submissions SubmitText(std::string_view text) {
  Submissions result;
  for (Document& document : ReadManifests("f.yaml", text).documents) {
    Submit(std::move(document), "fallback", result);
  }
  return result;
}

Submission OnlyOne(std::string_view text) {
  Submissions result = SubmitText(text);
  EXPECT_THAT(result.errors, IsEmpty());
  EXPECT_EQ(result.pods.size(), 1U);
  return result.pods.empty() ? Submission{} : std::move(result.pods.front());
}

constexpr std::string_view kJobSet =
    "apiVersion: jobset.x-k8s.io/v1alpha2\n"
    "kind: JobSet\n"
    "metadata: {name: train, namespace: ml}\n"
    "spec:\n"
    "  replicatedJobs:\n"
    "  - name: driver\n"
    "    template:\n"
    "      spec:\n"
    "        template:\n"
    "          spec:\n"
    "            containers:\n"
    "            - name: main\n";

TEST(Submission, OfAPodAsksForItsCreation) {
  const Submission pod = OnlyOne(
      "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", "
      "\"metadata\": {\"name\": \"a\"}}");
  EXPECT_EQ(pod.kind, "Pod");
  EXPECT_EQ(pod.name, "a");
  EXPECT_EQ(pod.name_space, "fallback");
  EXPECT_FALSE(pod.is_recorded);
  const json& request = pod.review["request"];
  EXPECT_EQ(request["operation"], "CREATE");
  EXPECT_EQ(request["namespace"], "fallback");
  EXPECT_EQ(request["object"]["metadata"]["namespace"], "fallback");
}

TEST(Submission, IsNamedAfterWhatTheUserWrote) {
  const Submission pod = OnlyOne(kJobSet);
  EXPECT_EQ(pod.kind, "JobSet");
  EXPECT_EQ(pod.name_space, "ml");
  EXPECT_EQ(pod.name, "train/driver");
  EXPECT_EQ(OnlyOne("apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}\n").name, "x-*");
}

TEST(Submission, KnowsWhereFieldsAreWritten) {
  const Submission pod = OnlyOne(kJobSet);
  EXPECT_EQ(pod.source, "f.yaml:10") << "of several pods, where the template is";
  EXPECT_EQ(pod.Where("/spec/containers/0/name"), "f.yaml:12");
  EXPECT_EQ(pod.Where("/spec/containers/0/image"), "f.yaml:12");
}

TEST(Submission, SkipsWhatMakesNoPods) {
  const Submissions result = SubmitText(
      "kind: Service\napiVersion: v1\n---\nkind: Service\napiVersion: v1\n---\nreplicas: 3\n---\n"
      "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {workflowTemplateRef: {name: x}}\n");
  EXPECT_THAT(result.pods, IsEmpty());
  EXPECT_THAT(result.skipped,
              ElementsAre(Pair("Service", 2), Pair("Workflow without pods of its own", 1),
                          Pair("without a kind", 1)));
}

TEST(Submission, TellsWhatIsWrongWithAWorkload) {
  const Submissions result = SubmitText(
      "a: b\n---\napiVersion: apps/v1\nkind: Deployment\n"
      "metadata: {name: web}\n");
  EXPECT_THAT(result.errors, ElementsAre("f.yaml:3: Deployment web: spec.template is missing"));
}

TEST(Submission, NotesWhatCannotBeJudgedYet) {
  const Submissions result = SubmitText(
      "apiVersion: argoproj.io/v1alpha1\n"
      "kind: Workflow\n"
      "metadata: {name: w}\n"
      "spec:\n"
      "  templates:\n"
      "  - name: t\n"
      "    metadata: {annotations: {a: '{{x}}'}}\n"
      "    container: {image: i}\n");
  EXPECT_THAT(result.pods, IsEmpty());
  EXPECT_THAT(result.notes,
              ElementsAre("f.yaml:6: annotation a is {{x}}, known only when the workflow runs"));
}

TEST(Submission, OfARunningPodIsAsItCameToBe) {
  const Submission pod =
      OnlyOne("apiVersion: v1\nkind: Pod\nmetadata: {name: a, uid: u}\nspec: {nodeName: n-1}\n");
  EXPECT_FALSE(pod.review["request"]["object"]["spec"].contains("nodeName"));
  EXPECT_THAT(pod.caveats,
              ElementsAre("it is bound to a node already; reviewed as if it were created anew"));
}

TEST(Submission, OfAManifestThatNamesANodeKeepsIt) {
  const Submission pod =
      OnlyOne("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {nodeName: n-1}\n");
  EXPECT_EQ(pod.review["request"]["object"]["spec"]["nodeName"], "n-1");
}

TEST(Submission, OfARecordedReviewIsTheReview) {
  constexpr std::string_view kReview = R"({
    "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
    "request": {"uid": "u", "kind": {"group": "", "version": "v1", "kind": "Pod"},
                "name": "a", "namespace": "n", "operation": "CREATE",
                "object": {"metadata": {"name": "a"}, "spec": {}}}})";
  const Submission pod = OnlyOne(kReview);
  EXPECT_TRUE(pod.is_recorded);
  EXPECT_EQ(pod.review, json::parse(kReview));
  EXPECT_EQ(pod.name_space, "n");
  EXPECT_EQ(pod.name, "a");
}

TEST(Submission, OfAReviewOfAWorkloadIsItsPod) {
  const Submission pod = OnlyOne(R"({
    "kind": "AdmissionReview",
    "request": {"kind": {"kind": "Job"}, "object": {
      "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "j"},
      "spec": {"template": {"spec": {}}}}}})");
  EXPECT_EQ(pod.kind, "Job");
  EXPECT_EQ(pod.name, "j");
}

TEST(Submission, SkipsReviewsOfWhatMakesNoPods) {
  EXPECT_THAT(
      SubmitText(R"({"kind": "AdmissionReview", "request": {"kind": {"kind": "Eviction"}}})")
          .skipped,
      ElementsAre(Pair("AdmissionReview of Eviction", 1)));
}

}  // namespace
}  // namespace tenure
