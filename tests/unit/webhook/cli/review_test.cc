#include "webhook/cli/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "policies/engine/version.h"
#include "tests/support/files.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/review/text_layout.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Outcome {
  int status = -1;
  std::string out;
  std::string errors;
};

Outcome Review(const ReviewOptions& options, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream errors;
  const int status = RunReview(options, {in, out, errors});
  return {status, out.str(), errors.str()};
}

ReviewOptions Options(std::vector<std::string> inputs, std::string output = "text") {
  return {.inputs = std::move(inputs),
          .policy_file = "review/policy.yaml",
          .output = std::move(output)};
}

// What users see of a version changes with each.
std::string WithoutVersion(std::string text) {
  const std::string version(kVersion);
  for (std::size_t at = text.find(version); at != std::string::npos; at = text.find(version, at)) {
    text.replace(at, version.size(), "VERSION");
  }
  return text;
}

// TENURE_UPDATE_GOLDENS=1 writes them anew; look at what git says then.
void ExpectGolden(const std::string& name, const std::string& text) {
  const std::filesystem::path path = test::DataPath("review/" + name);
  if (std::getenv("TENURE_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(path) << WithoutVersion(text);
  }
  EXPECT_EQ(WithoutVersion(text), test::ReadFile(path)) << name;
}

// In tests/data, so that names in the output are the same everywhere.
class ReviewTest : public testing::Test {
 protected:
  ReviewTest() : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(TENURE_TEST_DATA);
  }
  ~ReviewTest() override { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_;
};

TEST_F(ReviewTest, TextIsForPeople) {
  const Outcome outcome = Review(Options({"workloads"}));
  ExpectGolden("workloads.txt", outcome.out);
  EXPECT_EQ(outcome.errors, "");
  EXPECT_EQ(outcome.status, kExitRefused);
}

TEST_F(ReviewTest, TextFitsAHundredColumns) {
  std::istringstream lines(Review(Options({"workloads"})).out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(Width(line), 100U) << line;
}

TEST_F(ReviewTest, ColoursAreOnlyThereWhenAskedFor) {
  ReviewOptions options = Options({"workloads/job.yaml"});
  EXPECT_THAT(Review(options).out, Not(HasSubstr("\033")));
  options.colours = true;
  EXPECT_THAT(Review(options).out, HasSubstr("\033[1;31mrefused\033[0m: "));
}

TEST_F(ReviewTest, JsonIsForPipelines) {
  const Outcome outcome = Review(
      Options({"workloads/job.yaml", "workloads/cron_job.yaml", "workloads/mixed.yaml"}, "json"));
  ExpectGolden("jobs.json", outcome.out);
  EXPECT_EQ(outcome.errors, "note: 2 objects make no pods: ConfigMap 1, Service 1\n");
}

TEST_F(ReviewTest, JsonHasAlwaysAllOfItsMembers) {
  const json pods = json::parse(Review(Options({"workloads"}, "json")).out);
  ASSERT_EQ(pods.size(), 13U);
  for (const json& pod : pods) {
    std::vector<std::string> members;
    for (const auto& member : pod.items()) members.push_back(member.key());
    EXPECT_THAT(members, ElementsAre("admitted", "class", "findings", "kind", "name", "namespace",
                                     "patch", "source", "warnings", "why"));
    EXPECT_TRUE(pod["patch"].is_array() && pod["findings"].is_array());
  }
}

TEST_F(ReviewTest, YamlIsThePodsAsTheyWouldBeStored) {
  const Outcome outcome = Review(
      Options({"workloads/cron_job.yaml", "workloads/job.yaml", "workloads/pod.yaml"}, "yaml"));
  ExpectGolden("jobs.yaml", outcome.out);
}

// What would be stored passes a second review unchanged: the webhooks may be called again.
TEST_F(ReviewTest, YamlIsReviewedUnchanged) {
  const Outcome first = Review(Options({"workloads"}, "yaml"));
  const Outcome second = Review(Options({"-"}, "patch"), first.out);
  EXPECT_EQ(second.status, kExitSuccess) << second.errors;
  std::istringstream lines(second.out);
  int pods = 0;
  for (std::string line; std::getline(lines, line); ++pods) EXPECT_EQ(line, "[]");
  EXPECT_EQ(pods, 12) << "all but the one that is refused";
}

TEST_F(ReviewTest, PatchesAreALineForEachPod) {
  const Outcome outcome =
      Review(Options({"workloads/deployment.yaml", "workloads/cron_job.yaml"}, "patch"));
  std::istringstream lines(outcome.out);
  std::vector<json> patches;
  for (std::string line; std::getline(lines, line);) patches.push_back(json::parse(line));
  ASSERT_EQ(patches.size(), 2U);
  EXPECT_EQ(patches[0], json::array());
  EXPECT_EQ(patches[1][0]["value"], "tenure-short");
}

TEST_F(ReviewTest, TheStatusTellsWhetherAllIsAdmitted) {
  EXPECT_EQ(Review(Options({"workloads/pod.yaml"})).status, kExitSuccess);
  EXPECT_EQ(Review(Options({"workloads/pod.yaml", "workloads/job.yaml"})).status, kExitRefused);
  EXPECT_EQ(Review(Options({"workloads/job.yaml", "missing.yaml"})).status, kExitUsage)
      << "what could not be read counts more than what is refused";
}

TEST_F(ReviewTest, WhatCanBeReadIsReviewed) {
  const Outcome outcome = Review(Options({"-"}),
                                 "a: [\n---\napiVersion: v1\nkind: Pod\n"
                                 "metadata: {name: x}\nspec: {containers: [{name: m}]}\n");
  EXPECT_EQ(outcome.status, kExitUsage);
  EXPECT_THAT(outcome.errors, StartsWith("standard input:2:1: is not YAML: "));
  EXPECT_THAT(outcome.out, StartsWith("Pod default/x  standard input:3\n"));
}

TEST_F(ReviewTest, AHundredDocumentsAreAHundredPods) {
  std::string stream;
  for (int i = 0; i < 100; ++i) {
    stream += "---\n" + test::ReadFile(test::DataPath("workloads/pod.yaml"));
  }
  const Outcome outcome = Review(Options({"-"}), stream);
  EXPECT_EQ(outcome.status, kExitSuccess);
  EXPECT_THAT(outcome.out, HasSubstr("\n100 pods: 100 admitted, 0 refused, 100 changed, by "));
}

TEST_F(ReviewTest, NothingToReviewIsWrongUsageAndSaysWhatIsTaken) {
  const Outcome empty = Review(Options({"-"}));
  EXPECT_EQ(empty.status, kExitUsage);
  EXPECT_THAT(empty.errors, StartsWith("nothing to review: the input is empty\n"
                                       "tenure review takes Pod, Deployment, "));
  const Outcome service = Review(Options({"-"}), "apiVersion: v1\nkind: Service\n");
  EXPECT_EQ(service.status, kExitUsage);
  EXPECT_THAT(service.errors, StartsWith("nothing to review: 1 object makes no pods: Service 1\n"));
  EXPECT_EQ(service.out, "");
}

TEST_F(ReviewTest, TheNamespaceIsForManifestsThatNameNone) {
  ReviewOptions options = Options({"-", "workloads/pod.yaml"}, "json");
  options.name_space = "mine";
  const json pods = json::parse(Review(options,
                                       "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n"
                                       "spec: {containers: [{name: m}]}\n")
                                    .out);
  EXPECT_EQ(pods[0]["namespace"], "mine");
  EXPECT_EQ(pods[1]["namespace"], "science");
}

TEST_F(ReviewTest, ThePolicyIsBuiltInWhereNoneIsGiven) {
  ReviewOptions options = Options({"workloads/deployment.yaml"});
  options.policy_file.clear();
  EXPECT_THAT(Review(options).out, HasSubstr(", by the built-in policy\n"));
}

TEST_F(ReviewTest, WithoutAGoodPolicyNothingIsReviewed) {
  ReviewOptions options = Options({"workloads/pod.yaml"});
  options.policy_file = "workloads/pod.yaml";
  const Outcome bad = Review(options);
  EXPECT_EQ(bad.status, kExitUsage);
  EXPECT_THAT(bad.errors, StartsWith("workloads/pod.yaml:"));
  EXPECT_EQ(bad.out, "");
  options.policy_file = "review";
  EXPECT_EQ(Review(options).errors, "review: Is a directory\n");
}

TEST_F(ReviewTest, RecordedReviewsAreTakenAsTheyAre) {
  const json pods = json::parse(Review(Options({"reviews/owned-by-job.mutate.json"}, "json")).out);
  ASSERT_EQ(pods.size(), 1U);
  EXPECT_EQ(pods[0]["name"], "job-*");
  EXPECT_EQ(pods[0]["class"], "long");
  EXPECT_EQ(pods[0]["patch"][1]["path"], "/spec/priority") << "round 1 has filled it in";
}

}  // namespace
}  // namespace tenure
