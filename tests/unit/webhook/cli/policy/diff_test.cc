#include "webhook/cli/policy/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "policies/language/reader.h"
#include "webhook/cli/exit_status.h"

namespace tenure {
namespace {

using testing::HasSubstr;

class PolicyDiffTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
  }

  // The built-in policy with one text replaced.
  std::string WritePolicy(const std::string& name, const std::string& from = "",
                          const std::string& to = "") {
    std::string text(DefaultPolicyText());
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << "the default policy does not hold " << from;
    return Write(name, text.replace(at, from.size(), to));
  }

  int Diff(const std::string& old_file, const std::string& new_file, bool json = false) {
    std::istringstream in(kPods);
    out_.str("");
    errors_.str("");
    return RunPolicyDiff(
        {.old_file = old_file, .new_file = new_file, .reviews = {"-"}, .json = json}, in, out_,
        errors_);
  }

  static constexpr const char* kPods = R"(
apiVersion: v1
kind: Pod
metadata: {name: long, namespace: a, annotations: {tenure.dev/expected-runtime: 12d}}
spec: {containers: [{name: main, resources: {requests: {cpu: 1, memory: 1Gi}}}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: a}
spec: {containers: [{name: main}]}
)";

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("tenure-diff-" + std::to_string(getpid()));
  std::ostringstream out_;
  std::ostringstream errors_;
};

TEST_F(PolicyDiffTest, OfTheSamePolicyIsNothing) {
  const std::string policy = WritePolicy("policy.yaml");
  EXPECT_EQ(Diff(policy, policy), kExitSuccess);
  EXPECT_EQ(out_.str(),
            "0 of 2 pods would change; 0 would newly be refused; 0 would newly be admitted\n");
}

TEST_F(PolicyDiffTest, TellsWhatChangesForWhichPod) {
  const int status = Diff(WritePolicy("old.yaml"),
                          WritePolicy("new.yaml", "tolerateNodeLoss: 1h", "tolerateNodeLoss: 2h"));
  EXPECT_EQ(status, kExitSuccess) << errors_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Pod a/long"));
  EXPECT_THAT(out_.str(), HasSubstr("other disruption"));
  EXPECT_THAT(out_.str(), HasSubstr("1 of 2 pods would change"));
}

TEST_F(PolicyDiffTest, CountsRefusalsByRule) {
  const std::string old_policy = WritePolicy("old.yaml");
  const std::string new_policy =
      WritePolicy("new.yaml", "allow: {namespaces: [\"*\"]}", "allow: {namespaces: [hpc]}");
  EXPECT_EQ(Diff(old_policy, new_policy), kExitRefused);
  EXPECT_THAT(out_.str(), HasSubstr("1 would newly be refused (class-not-allowed 1)"));
  EXPECT_EQ(Diff(new_policy, old_policy), kExitSuccess);
  EXPECT_THAT(out_.str(), HasSubstr("1 would newly be admitted"));
}

TEST_F(PolicyDiffTest, AModeThatChangesNothingTakesProtectionsAway) {
  EXPECT_EQ(Diff(WritePolicy("old.yaml"), WritePolicy("new.yaml", "mode: enforce", "mode: audit")),
            kExitSuccess);
  EXPECT_THAT(out_.str(), HasSubstr("1 of 2 pods would change"));
  EXPECT_THAT(out_.str(), HasSubstr("other priority, resources, placement, disruption"));
}

TEST_F(PolicyDiffTest, IsAnArrayForPrograms) {
  EXPECT_EQ(
      Diff(WritePolicy("old.yaml"), WritePolicy("new.yaml", "atLeast: 6h", "atLeast: 30d"), true),
      kExitSuccess);
  const auto array = nlohmann::json::parse(out_.str());
  ASSERT_EQ(array.size(), 1U);
  EXPECT_EQ(array[0]["pod"], "Pod a/long");
  EXPECT_EQ(array[0]["class"], nlohmann::json({{"old", "long"}, {"new", "short"}}));
}

TEST_F(PolicyDiffTest, NeedsTwoGoodPolicies) {
  const std::string good = WritePolicy("good.yaml");
  const std::string bad = Write("bad.yaml", "apiVersion: tenure.dev/v1\nkind: Policy\nmode: no\n");
  EXPECT_EQ(Diff(good, bad), kExitUsage);
  EXPECT_THAT(errors_.str(), HasSubstr("bad.yaml:3:7"));
  EXPECT_EQ(Diff((folder_ / "missing.yaml").string(), good), kExitUsage);
  EXPECT_THAT(errors_.str(), HasSubstr("missing.yaml"));
}

}  // namespace
}  // namespace tenure
