// Generated pods by generated policies, as both webhooks and the API server
// around them see them: whatever the policy says, what is stored is a valid pod
// that is still its user's, and nothing is changed twice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "policies/pod/patch.h"
#include "tests/support/api_server.h"
#include "tests/support/checkpoint_generator.h"
#include "tests/support/decide.h"
#include "tests/support/pod_generator.h"
#include "tests/support/pod_validation.h"
#include "tests/support/policy_generator.h"
#include "tests/support/sanitizers.h"
#include "tests/support/strict_patch.h"
#include "tests/support/user_intent.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::IsEmpty;

constexpr std::uint32_t kPolicies = 1500;
constexpr std::uint32_t kPoliciesInTime = test::kUnderSanitizer ? 300 : kPolicies;
constexpr std::uint32_t kPodsEach = 8;

// History of the Job that every other pod is of.
Estimates History() {
  const auto gi = [](std::int64_t count) {
    return Quantity::FromValue(count << 30U, Quantity::Format::kBinarySi);
  };
  const auto milli = [](std::int64_t count) { return Quantity::FromMilli(count); };
  Estimates history;
  history.Add("job:assembly",
              {.runs = 9,
               .runtime_p50 = Duration::Seconds(86400),
               .runtime_p95 = Duration::Seconds(864000),
               .cpu = UsageEstimate{milli(700), milli(650), milli(1300), milli(5001)},
               .memory = UsageEstimate{gi(9), gi(8), gi(13), gi(99)}});
  return history;
}

json PodOf(std::uint32_t seed) {
  json pod = test::PodGenerator(seed).Next();
  if (seed % 4 != 3) test::CheckpointGenerator(seed).AddTo(pod);
  if (seed % 2 == 0) pod["metadata"]["labels"]["batch.kubernetes.io/job-name"] = "assembly";
  if (seed % 64 == 0) {
    pod["metadata"]["annotations"]["example.com/mine"] = std::string(std::size_t{150} * 1024, 'x');
  }
  return pod;
}

// One policy of the matrix, and what it makes of pods.
class Cell {
 public:
  Cell(const std::string& yaml, bool has_ceiling) : policy_(test::PolicyOf(yaml)) {
    if (has_ceiling) ceiling_ = {{"SYS_ADMIN", "SYS_TIME"}, {"/proc/sys/kernel/ns_last_pid"}};
  }

  [[nodiscard]] const Policy& policy() const { return policy_; }
  [[nodiscard]] Decision Decide(const json& pod, Phase phase = Phase::kMutate) const {
    return test::Decide(pod, phase, policy_, history_, ceiling_);
  }
  [[nodiscard]] std::string Patch(const json& pod) const { return JsonPatch(Decide(pod).changes); }

  // A cluster that has the policy's PriorityClasses.
  [[nodiscard]] test::ApiServer Cluster() const {
    test::ApiServer api;
    api.priority_classes["lower"] = {1000, "PreemptLowerPriority"};
    api.priority_classes["higher"] = {2000000, "Never"};
    for (const ClassPolicy& of_class : policy_.classes) {
      if (!of_class.priority) continue;
      api.priority_classes[of_class.priority->class_name] = {
          static_cast<int>(of_class.priority->value), "PreemptLowerPriority"};
    }
    return api;
  }

 private:
  Policy policy_;
  Estimates history_ = History();
  Ceiling ceiling_;
};

// Calls check(cell, pod) for the matrix, and says where it failed.
template <typename Check>
void ForTheMatrix(Check check, std::uint32_t policies = kPoliciesInTime) {
  for (std::uint32_t row = 0; row < policies; ++row) {
    const std::string yaml = test::PolicyGenerator(row).Next();
    const Cell cell(yaml, row % 4 != 0);
    for (std::uint32_t column = 0; column < kPodsEach; ++column) {
      const json pod = PodOf(row * kPodsEach + column);
      check(cell, pod);
      if (testing::Test::HasFailure()) {
        FAIL() << "policy " << row << ", pod " << column << ":\n"
               << yaml << pod.dump().substr(0, 3000);
      }
    }
  }
}

TEST(Matrix, PatchesApplyToPodsThatStayValidAndTheirUsers) {
  ForTheMatrix([](const Cell& cell, const json& pod) {
    const auto once = test::ApplyStrictly(pod, cell.Patch(pod));
    ASSERT_TRUE(once.has_value()) << once.error();
    EXPECT_THAT(test::NewProblems(pod, *once), IsEmpty());
    EXPECT_THAT(test::LostIntent(pod, *once, cell.policy()), IsEmpty());
    EXPECT_EQ(cell.Patch(*once), "") << "changed twice";
  });
}

// What the API server fills in after the patch is not taken for the user's.
TEST(Matrix, DefaultingIsNoReasonToChangeAgain) {
  ForTheMatrix([](const Cell& cell, json pod) {
    test::ApiServer::Default(pod);
    auto once = test::ApplyStrictly(pod, cell.Patch(pod));
    ASSERT_TRUE(once.has_value()) << once.error();
    test::ApiServer::Default(*once);
    EXPECT_THAT(test::NewProblems(pod, *once), IsEmpty());
    EXPECT_EQ(cell.Patch(*once), "");
  });
}

TEST(Matrix, WhatIsStoredIsValidAndSettled) {
  ForTheMatrix([](const Cell& cell, const json& pod) {
    test::ApiServer api = cell.Cluster();
    api.limit_range = test::LimitRange{{{"cpu", "100m"}, {"memory", "256Mi"}}, {{"cpu", "500m"}}};
    const auto patch = [&](const json& received) { return cell.Patch(received); };
    const auto unasked = api.Create(pod, [](const json&) { return std::string(); });
    const auto created = api.Create(pod, patch);
    EXPECT_EQ(created.has_value(), unasked.has_value())
        << (created ? unasked.error() : created.error());
    if (!created || !unasked) return;
    EXPECT_THAT(test::NewProblems(unasked->pod, created->pod), IsEmpty());
    EXPECT_EQ(cell.Patch(created->pod), "");
  });
}

TEST(Matrix, FindingsFitIntoAWarning) {
  ForTheMatrix([](const Cell& cell, const json& pod) {
    for (const Finding& finding : cell.Decide(pod, Phase::kValidate).findings) {
      EXPECT_LT(finding.rule.size() + 2 + finding.message.size(), 120U)
          << finding.rule << ": " << finding.message;
    }
  });
}

// A matrix that never reaches a protection proves nothing about it.
TEST(Matrix, ReachesEveryProtection) {
  std::set<std::string_view> reached;
  ForTheMatrix([&](const Cell& cell, const json& pod) {
    for (const Change& change : cell.Decide(pod).changes) reached.insert(Name(change.by));
  });
  EXPECT_THAT(reached, testing::UnorderedElementsAre("identity", "priority", "resources",
                                                     "placement", "disruption", "checkpoint"));
}

// Every edit that a checkpoint may need is made somewhere in the matrix.
TEST(Matrix, ReachesEveryPartOfACheckpoint) {
  std::set<std::string> reached;
  ForTheMatrix(
      [&](const Cell& cell, const json& pod) {
        for (const Change& change : cell.Decide(pod).changes) {
          if (change.by != Protection::kCheckpoint) continue;
          const std::string place =
              std::regex_replace(std::string(change.path), std::regex("/([0-9]+|-)(?=/|$)"), "/#");
          reached.insert((change.was.empty() ? "add " : "set ") + place);
        }
      },
      kPolicies);
  EXPECT_THAT(reached, testing::IsSupersetOf(std::vector<std::string>{
                           "add /spec/volumes/#", "add /spec/containers/#/volumeMounts/#",
                           "add /spec/containers/#/env/#", "set /spec/containers/#/env/#/value",
                           "add /spec/containers/#/command/#", "set /spec/containers/#/command/#",
                           "add /spec/initContainers/#", "add /spec/runtimeClassName",
                           "add /spec/containers/#/securityContext/capabilities/add/#",
                           "add /spec/containers/#/securityContext/seccompProfile",
                           "set /spec/containers/#/securityContext/seccompProfile",
                           "set /spec/terminationGracePeriodSeconds", "add /metadata/labels/saved",
                           "add /metadata/annotations/tenure.dev~1checkpoint-file-0"}));
}

}  // namespace
}  // namespace tenure
