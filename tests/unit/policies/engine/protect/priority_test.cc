#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policies/pod/patch.h"
#include "tests/support/api_server.h"
#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Mutated;

const json kLong = {{"class", "long"}};
const json kSized = {{"cpu", "1"}, {"memory", "1Gi"}};

json LongPod() { return test::Pod(kLong, kSized); }

TEST(Priority, SetsTheClassAndLeavesTheNumbersToThePriorityPlugin) {
  const json pod = Mutated(LongPod());
  EXPECT_EQ(pod["spec"]["priorityClassName"], "tenure-long");
  EXPECT_FALSE(pod["spec"].contains("priority"));
  EXPECT_FALSE(pod["spec"].contains("preemptionPolicy"));
}

TEST(Priority, RemovesOnlyWhatIsThere) {
  json pod = LongPod();
  pod["spec"].erase("priority");
  pod["spec"].erase("preemptionPolicy");
  EXPECT_EQ(Mutated(pod)["spec"]["priorityClassName"], "tenure-long");
}

// Removing the number in the second round stores a pod with priority 0
// (kyverno/policies#661): nobody computes it again.
TEST(Priority, LeavesASecondRoundAlone) {
  json pod = Mutated(LongPod());
  pod["spec"]["priority"] = 1000000;
  pod["spec"]["preemptionPolicy"] = "PreemptLowerPriority";
  EXPECT_EQ(Mutated(pod)["spec"]["priority"], 1000000);
}

TEST(Priority, IsStoredWithItsNumberAfterBothRounds) {
  const test::ApiServer api;
  const auto created =
      api.Create(LongPod(), [](const json& pod) { return JsonPatch(test::Decide(pod).changes); });
  ASSERT_TRUE(created.has_value()) << created.error();
  EXPECT_EQ(created->pod["spec"]["priority"], 1000000);
  EXPECT_EQ(created->patches.at(1), "");
}

struct Rival {
  const char* name;
  int value;
  const char* stored;
};

class PriorityOfTheUsersOwn : public testing::TestWithParam<Rival> {};

TEST_P(PriorityOfTheUsersOwn, StaysWhenItIsWorthMore) {
  json pod = LongPod();
  pod["spec"]["priorityClassName"] = GetParam().name;
  pod["spec"]["priority"] = GetParam().value;
  EXPECT_EQ(Mutated(pod)["spec"]["priorityClassName"], GetParam().stored);
}

INSTANTIATE_TEST_SUITE_P(
    Rivals, PriorityOfTheUsersOwn,
    testing::Values(Rival{"lower", 1000, "tenure-long"}, Rival{"higher", 2000000, "higher"},
                    Rival{"equal", 1000000, "equal"}, Rival{"negative", -10, "tenure-long"},
                    Rival{"system-node-critical", 2000001000, "system-node-critical"},
                    Rival{"system-of-mine", 5, "system-of-mine"}));

TEST(Priority, OfAUnknownNumberStays) {
  json pod = LongPod();
  pod["spec"]["priorityClassName"] = "mine";
  pod["spec"].erase("priority");
  EXPECT_EQ(Mutated(pod)["spec"]["priorityClassName"], "mine");
}

TEST(Priority, OfAGlobalDefaultGivesWayWhenNamedInOver) {
  const Policy policy = test::PolicyOf(R"(
apiVersion: tenure.dev/v1
kind: Policy
classes:
- name: short
  priority: {className: tenure-short, value: -5, over: [everyday]}
)");
  json pod = test::Pod({{"class", "short"}});
  pod["spec"]["priorityClassName"] = "everyday";
  pod["spec"]["priority"] = 100;
  EXPECT_EQ(Mutated(pod, policy)["spec"]["priorityClassName"], "tenure-short");
  pod["spec"]["priorityClassName"] = "chosen";
  EXPECT_EQ(Mutated(pod, policy)["spec"]["priorityClassName"], "chosen");
}

}  // namespace
}  // namespace tenure
