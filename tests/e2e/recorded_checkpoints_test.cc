// What a real API server sent of a pod and a Job of each checkpoint strategy, and
// of each kind of workload (tests/cluster records it), goes in over TLS; what
// comes out is written down in tests/data/expected.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>

#include "tests/e2e/driver/client.h"
#include "tests/e2e/driver/written_down.h"
#include "tests/support/api_server.h"
#include "tests/support/files.h"
#include "tests/support/strict_patch.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;

std::vector<std::string> Names(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& path : FilesEndingWith(DataPath("reviews") / folder, ".json")) {
    names.push_back(folder + '/' + path.filename().string());
  }
  return names;
}

std::string TestName(const std::string& text) {
  return std::regex_replace(text, std::regex("[^A-Za-z0-9]"), "_");
}

// The recorded text has POLICY where a pod names the policy that it was decided upon under.
Json ReviewUnder(const std::string& policy, const std::string& name) {
  const std::string text = ReadFile(DataPath("reviews") / name);
  return Json::parse(std::regex_replace(text, std::regex("POLICY"), policy));
}

struct Strategy {
  std::string name;
  std::string example;                // of policies/examples; empty: the default policy has it
  std::vector<std::string> ceilings;  // flags of the server
};

class RecordedStrategyTest : public ::testing::TestWithParam<Strategy> {
 protected:
  static std::vector<std::string> FlagsFor(const Strategy& strategy) {
    std::vector<std::string> flags = strategy.ceilings;
    if (strategy.example.empty()) return flags;
    const auto examples = DataPath("../../policies/examples");
    flags.insert(flags.end(), {"--policy", (examples / (strategy.example + ".yaml")).string()});
    return flags;
  }

  // Pods of a strategy that has ceilings come from namespaces that grant privileges.
  [[nodiscard]] std::string PathFor(const std::string& webhook, const Json& review) const {
    const bool is_pod = review["request"]["kind"]["kind"] == "Pod";
    return webhook + (is_pod && !GetParam().ceilings.empty() ? "/privileged" : "");
  }

  [[nodiscard]] Json Ask(const std::string& webhook, const Json& review) {
    return client_.Ask(PathFor(webhook, review), review);
  }

  [[nodiscard]] Json Recorded(const std::string& ending) const {
    return ReviewUnder(server_.policy(), FileOf(ending));
  }
  [[nodiscard]] static std::string FileOf(const std::string& ending) {
    return "strategies/" + GetParam().name + ending;
  }

  Server server_{FlagsFor(GetParam())};
  Client client_{server_};
};

// Both rounds of the API server: the second one changes nothing.
TEST_P(RecordedStrategyTest, IsGivenToPodsOnce) {
  Json review = Recorded(".mutate.json");
  const Json response = Ask("/mutate", review);
  ExpectWrittenDown(response, server_.policy(), FileOf(".mutate.json"));
  const auto patched = ApplyStrictly(review["request"]["object"], PatchOf(response));
  ASSERT_TRUE(patched) << patched.error();
  Json pod = *patched;
  ApiServer::Default(pod);
  const auto stored = ApiServer().MutateInTree(pod);
  ASSERT_TRUE(stored) << stored.error();
  review["request"]["object"] = *stored;
  EXPECT_EQ(PatchOf(Ask("/mutate", review)), "") << "the second round";
}

// As the API server asked it after both rounds, a LimitRange, a mesh and whatever else had come.
TEST_P(RecordedStrategyTest, IsWhatTheValidatingWebhookSees) {
  const Json response = Ask("/validate", Recorded(".validate.json"));
  EXPECT_TRUE(response["allowed"]) << response.dump(1);
  ExpectWrittenDown(response, server_.policy(), FileOf(".validate.json"));
}

TEST_P(RecordedStrategyTest, SuitsItsJobs) {
  if (!std::filesystem::exists(DataPath("reviews") / FileOf("-job.mutate.json"))) {
    GTEST_SKIP() << "no Job makes pods that run for ever";
  }
  Json review = Recorded("-job.mutate.json");
  const Json response = Ask("/mutate", review);
  ExpectWrittenDown(response, server_.policy(), FileOf("-job.mutate.json"));
  const auto patched = ApplyStrictly(review["request"]["object"], PatchOf(response));
  ASSERT_TRUE(patched) << patched.error();
  review["request"]["object"] = *patched;
  EXPECT_EQ(PatchOf(Ask("/mutate", review)), "") << "the second round";
}

const std::vector<std::string> kOfCriu = {"--allow-capabilities", "SYS_ADMIN,NET_ADMIN,SYS_TIME"};
const std::vector<std::string> kOfCrik = {
    "--allow-capabilities", "SYS_ADMIN,NET_ADMIN,SYS_TIME,CHECKPOINT_RESTORE,SYS_PTRACE",
    "--allow-host-files", "/proc/sys/kernel/ns_last_pid"};

INSTANTIATE_TEST_SUITE_P(
    Each, RecordedStrategyTest,
    ::testing::Values(Strategy{"native", "", {}}, Strategy{"criu", "", kOfCriu},
                      Strategy{"crik", "crik", kOfCrik}, Strategy{"dmtcp", "dmtcp", {}},
                      Strategy{"gvisor", "gvisor", {}}, Strategy{"kubelet", "kubelet", {}},
                      Strategy{"operator", "checkpoint-restore-operator", {}}),
    [](const auto& test) { return TestName(test.param.name); });

class RecordedWorkloadTest : public ::testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite() { server_ = std::make_unique<Server>(); }
  static void TearDownTestSuite() {
    EXPECT_EQ(server_->Stop(), 0);
    server_.reset();
  }

  static inline std::unique_ptr<Server> server_;
};

// Created, updated or tried: the author is warned, and never refused.
TEST_P(RecordedWorkloadTest, IsWarnedAsExpected) {
  const Json review = ReviewUnder(server_->policy(), GetParam());
  const Json response = Client(*server_).Ask("/validate-workload?timeout=2s", review);
  EXPECT_TRUE(response["allowed"]);
  EXPECT_FALSE(response.contains("patch"));
  EXPECT_FALSE(response.value("warnings", Json::array()).empty());
  ExpectWrittenDown(response, server_->policy(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, RecordedWorkloadTest, ::testing::ValuesIn(Names("workloads")),
                         [](const auto& test) { return TestName(test.param); });

}  // namespace
}  // namespace tenure::test
