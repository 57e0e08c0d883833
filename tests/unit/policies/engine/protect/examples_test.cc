// policies/examples: each can be read, and a pod that names its strategy gets
// what it says, once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/decide.h"
#include "tests/support/files.h"
#include "tests/support/pod_validation.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::IsEmpty;

const Ceiling kCeiling{{"SYS_ADMIN", "NET_ADMIN", "SYS_TIME", "CHECKPOINT_RESTORE", "SYS_PTRACE"},
                       {"/proc/sys/kernel/ns_last_pid"}};

std::filesystem::path Folder() {
  return std::filesystem::path(TENURE_SOURCE_DIR) / "policies/examples";
}

Policy Example(const std::string& name) {
  return test::PolicyOf(test::ReadFile(Folder() / (name + ".yaml")));
}

json PodFor(const Policy& policy, const char* restart_policy) {
  const Strategy& strategy = policy.checkpoint.strategies.at(0);
  json annotations = {{"class", "long"}, {"checkpoint", strategy.name}};
  if (!strategy.mount.empty()) annotations["checkpoint-claim"] = "checkpoints";
  json pod = test::Pod(annotations, {{"cpu", "1"}, {"memory", "64Gi"}});
  pod["metadata"]["namespace"] = "privileged";
  pod["spec"]["restartPolicy"] = restart_policy;
  pod["spec"]["containers"][0]["command"] = {"/bin/solve", "$(X)"};
  return pod;
}

json Mutated(const json& pod, const Policy& policy) {
  return test::Mutated(pod, policy, {}, kCeiling);
}

std::vector<std::string> Refusals(const json& pod, const Policy& policy) {
  std::vector<std::string> refusals;
  for (const Finding& finding :
       test::Decide(pod, Phase::kValidate, policy, {}, kCeiling).findings) {
    if (finding.level == Level::kEnforce) refusals.push_back(finding.message);
  }
  return refusals;
}

TEST(Examples, AreGoodPolicies) {
  int examples = 0;
  for (const auto& entry : std::filesystem::directory_iterator(Folder())) {
    if (!entry.is_regular_file()) continue;  // whole sites have tests of their own
    const Policy policy = Example(entry.path().stem());
    const json pod = PodFor(policy, "Always");
    const json once = Mutated(pod, policy);
    EXPECT_THAT(test::NewProblems(pod, once), IsEmpty()) << entry.path();
    EXPECT_EQ(Mutated(once, policy), once) << entry.path();
    EXPECT_THAT(Refusals(once, policy), IsEmpty()) << entry.path();
    ++examples;
  }
  EXPECT_EQ(examples, 5);
}

TEST(Examples, CrikGetsItsConfigurationAndPrivileges) {
  const Policy policy = Example("crik");
  const json pod = Mutated(PodFor(policy, "Always"), policy);
  const json& container = pod["spec"]["containers"][0];
  EXPECT_EQ(container["command"], json({"crik", "run", "--config-path=/etc/crik/config.yaml", "--",
                                        "/bin/solve", "$(X)"}));
  EXPECT_THAT(pod["metadata"]["annotations"]["tenure.dev/checkpoint-file-0"].get<std::string>(),
              testing::MatchesRegex("imageDir: /etc/checkpoint/assembly\\.[0-9a-f]{12}\n"));
  EXPECT_EQ(container["securityContext"]["capabilities"]["add"].size(), 5U);
  EXPECT_EQ(container["env"][0]["valueFrom"]["fieldRef"]["fieldPath"], "spec.nodeName");
}

TEST(Examples, CrikIsRefusedForWhatShouldEnd) {
  const Policy policy = Example("crik");
  EXPECT_THAT(Refusals(PodFor(policy, "Never"), policy),
              testing::Contains(testing::HasSubstr("never ends")));
}

TEST(Examples, DmtcpStartsTheCommandByAShell) {
  const Policy policy = Example("dmtcp");
  const json pod = Mutated(PodFor(policy, "Never"), policy);
  const json& command = pod["spec"]["containers"][0]["command"];
  ASSERT_EQ(command.size(), 6U);
  EXPECT_EQ(command[0], "/bin/sh");
  EXPECT_EQ(command[3], "--");
  EXPECT_EQ(command[4], "/bin/solve");
  EXPECT_FALSE(pod["spec"]["containers"][0].contains("securityContext")) << "no privileges";
  EXPECT_EQ(pod["spec"]["terminationGracePeriodSeconds"], 6 * 96 + 30);
}

TEST(Examples, GvisorOnlySetsItsRuntimeAndLabel) {
  const Policy policy = Example("gvisor");
  const json pod = Mutated(PodFor(policy, "Never"), policy);
  EXPECT_EQ(pod["spec"]["runtimeClassName"], "gvisor");
  EXPECT_EQ(pod["metadata"]["labels"]["snapshots.example.org/group"], "long-running");
  EXPECT_EQ(pod["spec"]["containers"][0]["command"], json({"/bin/solve", "$(X)"}));
}

TEST(Examples, KubeletAndOperatorOnlySetALabel) {
  const Policy kubelet = Example("kubelet");
  EXPECT_EQ(
      Mutated(PodFor(kubelet, "Never"), kubelet)["metadata"]["labels"]["checkpoint.example.org/by"],
      "kubelet");
  const Policy by_operator = Example("checkpoint-restore-operator");
  EXPECT_EQ(Mutated(PodFor(by_operator, "Never"),
                    by_operator)["metadata"]["labels"]["checkpoint.example.org/schedule"],
            "six-hours");
}

}  // namespace
}  // namespace tenure
