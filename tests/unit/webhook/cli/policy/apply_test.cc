#include "webhook/cli/policy/apply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "policies/language/file_hash.h"
#include "policies/language/reader.h"
#include "tests/support/files.h"
#include "tests/support/temporary_folder.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/policy/replicas.h"

namespace tenure {
namespace {

using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string Info(const std::string& hash, const char* state) {
  return "tenure_policy_info{hash=\"" + hash + "\",state=\"" + state + "\"} 1\n";
}

// A cluster as kubectl shows it: replicas take a policy some looks after the
// pods were annotated.
class FakeCluster {
 public:
  KubectlRun Run(const std::vector<std::string>& arguments) {
    std::string line;
    for (const std::string& argument : arguments) line += (line.empty() ? "" : " ") + argument;
    calls.push_back(line);
    if (arguments[0] == "patch") return Patch(arguments);
    if (arguments[0] == "annotate") return {};
    if (arguments[1] == "pods") return {.status = 0, .out = "tenure-a\ntenure-b\n"};
    return {.status = 0, .out = Metrics()};
  }

  std::vector<std::string> calls;
  std::string written;
  std::string rejected;
  int looks_until_in_force = 3;
  bool refuses = false;

 private:
  KubectlRun Patch(const std::vector<std::string>& arguments) {
    if (refuses) return {.status = 1, .out = {}};
    const auto file = std::ranges::find(arguments, "--patch-file");
    const auto patch = nlohmann::json::parse(test::ReadFile(*std::next(file)));
    if (arguments.back() != "--dry-run=server") written = patch["data"]["policy.yaml"];
    return {.status = 0, .out = "configmap/tenure-policy patched\n"};
  }

  std::string Metrics() {
    const bool is_in_force = !written.empty() && --looks_until_in_force <= 0;
    std::string metrics = Info(is_in_force ? FileHash(written) : "0000", "in_force");
    if (!rejected.empty()) metrics += Info(rejected, "rejected");
    return metrics;
  }
};

class PolicyApplyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.file = folder_.path() / "policy.yaml";
    options_.yes = true;
    std::ofstream(options_.file) << DefaultPolicyText();
  }

  int Apply(const std::string& input = "") {
    std::istringstream in(input);
    return RunPolicyApply(
        options_, {.kubectl = [this](const auto& arguments) { return cluster_.Run(arguments); },
                   .in = in,
                   .is_terminal = !input.empty(),
                   .out = out_,
                   .errors = errors_,
                   .now = [this] { return std::chrono::steady_clock::time_point(clock_); },
                   .sleep = [this](milliseconds time) { clock_ += time; }});
  }

  test::TemporaryFolder folder_;
  PolicyApplyOptions options_;
  FakeCluster cluster_;
  std::ostringstream out_;
  std::ostringstream errors_;
  milliseconds clock_{0};
};

TEST_F(PolicyApplyTest, AsksTheClusterFirstThenWritesWakesAndWaits) {
  EXPECT_EQ(Apply(), kExitSuccess) << errors_.str();
  EXPECT_EQ(cluster_.written, DefaultPolicyText());
  ASSERT_GE(cluster_.calls.size(), 5U);
  EXPECT_THAT(cluster_.calls[0], testing::AllOf(testing::StartsWith("patch configmap tenure-policy "
                                                                    "--namespace tenure-system"),
                                                HasSubstr("--dry-run=server")));
  EXPECT_THAT(cluster_.calls[1], Not(HasSubstr("--dry-run")));
  EXPECT_THAT(cluster_.calls[2], HasSubstr("annotate pods"));
  const std::string hash = FileHash(DefaultPolicyText());
  EXPECT_THAT(out_.str(), HasSubstr("tenure-a: policy " + hash + " in force after 0.2 s\n"));
  EXPECT_THAT(out_.str(), HasSubstr("tenure-b: policy " + hash + " in force after 0.2 s\n"));
}

TEST_F(PolicyApplyTest, ABadPolicyIsToldWithItsPlacesAndGoesNowhere) {
  std::ofstream(options_.file) << "apiVersion: tenure.dev/v1\nkind: Policy\nmode: forced\n";
  EXPECT_EQ(Apply(), kExitUsage);
  EXPECT_THAT(errors_.str(), HasSubstr("policy.yaml:3:7: mode: "));
  EXPECT_THAT(cluster_.calls, IsEmpty());
}

TEST_F(PolicyApplyTest, WhatTheClusterRefusesIsNotWritten) {
  cluster_.refuses = true;
  EXPECT_EQ(Apply(), kExitRefused);
  EXPECT_EQ(cluster_.calls.size(), 1U);
  EXPECT_THAT(errors_.str(), HasSubstr("the cluster does not take it"));
}

TEST_F(PolicyApplyTest, ADryRunOnlyTells) {
  options_.dry_run = true;
  EXPECT_EQ(Apply(), kExitSuccess);
  EXPECT_EQ(cluster_.written, "");
  EXPECT_THAT(cluster_.calls, ElementsAre(HasSubstr("--dry-run=server")));
}

TEST_F(PolicyApplyTest, IsConfirmedByYes) {
  options_.yes = false;
  EXPECT_EQ(Apply("n\n"), kExitRefused);
  EXPECT_EQ(cluster_.written, "");
  EXPECT_EQ(Apply("y\n"), kExitSuccess);
  EXPECT_NE(cluster_.written, "");
}

TEST_F(PolicyApplyTest, AsksNobodyWhereNobodyIs) {
  options_.yes = false;
  EXPECT_EQ(Apply(), kExitRefused);
  EXPECT_THAT(errors_.str(), HasSubstr("add --yes"));
  EXPECT_EQ(cluster_.written, "");
}

TEST_F(PolicyApplyTest, SaysWhichReplicasDoNotHaveItInTime) {
  cluster_.looks_until_in_force = 1'000'000;
  options_.timeout = "5s";
  EXPECT_EQ(Apply(), kExitRefused);
  EXPECT_THAT(errors_.str(), HasSubstr("not in force after 5s on tenure-a tenure-b"));
}

TEST_F(PolicyApplyTest, DoesNotWaitForAReplicaThatRejectsIt) {
  cluster_.looks_until_in_force = 1'000'000;
  cluster_.rejected = FileHash(DefaultPolicyText());
  EXPECT_EQ(Apply(), kExitRefused);
  EXPECT_THAT(errors_.str(), HasSubstr("a replica rejects it"));
  EXPECT_EQ(clock_, milliseconds(0));
}

TEST_F(PolicyApplyTest, LeavesNoFileBehind) {
  EXPECT_EQ(Apply(), kExitSuccess);
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
    EXPECT_THAT(entry.path().filename().string(),
                Not(testing::StartsWith("tenure-policy-" + std::to_string(::getpid()))));
  }
}

TEST(ReplicasTest, ReadWhatTheMetricsSay) {
  const PolicyInfo info = ReadPolicyInfo("# HELP tenure_policy_info x\nother{hash=\"no\"} 1\n" +
                                         Info("aaa", "in_force") + Info("bbb", "rejected"));
  EXPECT_EQ(info.in_force, "aaa");
  EXPECT_EQ(info.rejected, "bbb");
  EXPECT_EQ(ReadPolicyInfo("").in_force, "");
}

TEST(KubectlProgramTest, GivesWhatTheProgramWritesAndItsStatus) {
  const KubectlRun run = KubectlProgram("sh")({"-c", "echo \"$0\"; exit 3", "a word"});
  EXPECT_EQ(run.status, 3);
  EXPECT_EQ(run.out, "a word\n");
}

TEST(KubectlProgramTest, ThatIsNotThereIsAStatus) {
  EXPECT_EQ(KubectlProgram("no-such-kubectl")({"version"}).status, 127);
}

}  // namespace
}  // namespace tenure
