#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide_job.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::DecideJob;
using test::MutatedJob;
using testing::ElementsAre;
using testing::IsEmpty;

json MakeJob(const json& annotations = {{"class", "long"}}, const char* restart = "Never") {
  json pod = test::Pod(annotations, {{"cpu", "1"}, {"memory", "1Gi"}});
  pod["spec"]["restartPolicy"] = restart;
  return {{"kind", "Job"},
          {"apiVersion", "batch/v1"},
          {"metadata", {{"name", "assembly"}, {"namespace", "science"}}},
          {"spec",
           {{"backoffLimit", 2},
            {"podReplacementPolicy", "TerminatingOrFailed"},
            {"template", {{"metadata", pod["metadata"]}, {"spec", pod["spec"]}}}}}};
}

const json kIgnore =
    json::parse(R"({"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget"}]})");

TEST(JobProtection, WaitsAndDoesNotCountEvictions) {
  const json spec = MutatedJob(MakeJob())["spec"];
  EXPECT_EQ(spec["podReplacementPolicy"], "Failed");
  EXPECT_EQ(spec["podFailurePolicy"]["rules"], json::array({kIgnore}));
  EXPECT_EQ(spec["template"], MakeJob()["spec"]["template"]) << "the template is never touched";
}

TEST(JobProtection, ChangesNothingTwice) {
  const json once = MutatedJob(MakeJob());
  EXPECT_EQ(MutatedJob(once), once);
}

// podFailurePolicy with restartPolicy OnFailure is a 422 for the user.
TEST(JobProtection, OnlyReplacesLaterWhereContainersRestartInPlace) {
  const json spec = MutatedJob(MakeJob({{"class", "long"}}, "OnFailure"))["spec"];
  EXPECT_EQ(spec["podReplacementPolicy"], "Failed");
  EXPECT_FALSE(spec.contains("podFailurePolicy"));
}

// Exit status 85 says that a checkpoint has been written: nothing has failed.
TEST(JobProtection, OfAWrappedPodDoesNotCountCheckpoints) {
  const json ignore = json::parse(
      R"({"action": "Ignore",
          "onExitCodes": {"containerName": "main", "operator": "In", "values": [85]}})");
  const json job = MakeJob({{"class", "long"}, {"checkpoint", "criu"}, {"checkpoint-claim", "c"}});
  const json once = MutatedJob(job);
  EXPECT_EQ(once["spec"]["podFailurePolicy"]["rules"], json::array({kIgnore, ignore}));
  EXPECT_EQ(MutatedJob(once), once);
  EXPECT_THAT(test::Ids(DecideJob(once, Phase::kValidate)), IsEmpty());
  json without = once;
  without["spec"]["podFailurePolicy"]["rules"].erase(1);
  EXPECT_THAT(test::Ids(DecideJob(without, Phase::kValidate)),
              ElementsAre("job-counts-evictions warn"));
}

// What the wrapper ends with has nothing to do with classes.
TEST(JobProtection, OfAWrappedPodOfAnotherOrNoClassDoesNotCountCheckpoints) {
  for (const json& of_class : {json{{"class", "short"}}, json::object()}) {
    json annotations = of_class;
    annotations["checkpoint"] = "criu";
    annotations["checkpoint-claim"] = "c";
    const json once = MutatedJob(MakeJob(annotations));
    EXPECT_EQ(once["spec"]["podFailurePolicy"]["rules"],
              json::parse(R"([{"action": "Ignore", "onExitCodes":
                {"containerName": "main", "operator": "In", "values": [85]}}])"));
    EXPECT_EQ(once["spec"]["podReplacementPolicy"], "Failed") << "what podFailurePolicy needs";
    EXPECT_EQ(MutatedJob(once), once);
  }
}

TEST(JobProtection, ComesAfterTheUsersOwnRules) {
  json job = MakeJob();
  const json own =
      json::parse(R"({"action": "FailJob", "onExitCodes": {"operator": "In", "values": [3]}})");
  job["spec"]["podFailurePolicy"]["rules"] = json::array({own});
  job["spec"]["podReplacementPolicy"] = "Failed";
  EXPECT_EQ(MutatedJob(job)["spec"]["podFailurePolicy"]["rules"], json::array({own, kIgnore}));
}

TEST(JobProtection, LeavesTheUsersRuleOnDisruptions) {
  json job = MakeJob();
  job["spec"]["podReplacementPolicy"] = "Failed";
  job["spec"]["podFailurePolicy"]["rules"] =
      json::parse(R"([{"action": "Count", "onPodConditions": [{"type": "DisruptionTarget"}]}])");
  EXPECT_EQ(MutatedJob(job), job);
}

TEST(JobProtection, IsOnlyForClassesThatAskForIt) {
  const json short_job = MakeJob({{"class", "short"}});
  EXPECT_EQ(MutatedJob(short_job), short_job);
  const json no_class = MakeJob(json::object());
  EXPECT_EQ(MutatedJob(no_class), no_class);
}

TEST(JobRules, WarnWhereNoPodWouldComeToResumeTheCheckpoint) {
  json job =
      MutatedJob(MakeJob({{"class", "long"}, {"checkpoint", "native"}, {"checkpoint-claim", "c"}}));
  EXPECT_THAT(test::Ids(DecideJob(job, Phase::kValidate)), IsEmpty());
  for (const char* field : {"backoffLimit", "backoffLimitPerIndex"}) {
    job["spec"][field] = 0;
    const Decision decision = DecideJob(job, Phase::kValidate);
    ASSERT_EQ(decision.findings.size(), 1U) << field;
    EXPECT_EQ(decision.findings[0].path, std::string("/spec/") + field);
    EXPECT_THAT(decision.findings[0].message, testing::HasSubstr(std::string(field) + " 0: "));
  }
  json unsaved = MutatedJob(MakeJob());
  unsaved["spec"]["backoffLimit"] = 0;
  EXPECT_THAT(test::Ids(DecideJob(unsaved, Phase::kValidate)), IsEmpty())
      << "a retry would begin anew: whether it is wanted, the user knows";
}

TEST(JobRules, WarnOfWhatWouldHurt) {
  EXPECT_THAT(test::Ids(DecideJob(MakeJob(), Phase::kValidate)),
              ElementsAre("job-replaces-too-early warn", "job-counts-evictions warn"));
  EXPECT_THAT(test::Ids(DecideJob(MutatedJob(MakeJob()), Phase::kValidate)), IsEmpty());
  EXPECT_THAT(
      test::Ids(DecideJob(MutatedJob(MakeJob({{"class", "long"}}, "OnFailure")), Phase::kValidate)),
      ElementsAre("job-counts-evictions warn"));
}

}  // namespace
}  // namespace tenure
