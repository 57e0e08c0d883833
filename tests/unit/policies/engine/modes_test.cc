// What the modes warn and audit say and keep back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pod_generator.h"
#include "tests/support/pods.h"
#include "tests/support/policy_generator.h"

namespace tenure {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

Policy InMode(Level mode) {
  Policy policy = test::DefaultPolicy();
  policy.mode = mode;
  return policy;
}

json LongPod() {
  return test::Pod({{"class", "long"}, {"expected-memory", "4Gi"}}, {{"cpu", "1"}},
                   {{"memory", "8Gi"}});
}

TEST(Modes, KnowWhatTheyKeepBack) {
  const json bad = test::Pod({{"class", "forever"}});
  for (const Level mode : {Level::kWarn, Level::kAudit}) {
    const Decision decision = test::Decide(bad, Phase::kValidate, InMode(mode));
    EXPECT_FALSE(decision.Refused());
    EXPECT_THAT(decision.RulesHeldBack(), ElementsAre("unknown-class"));
  }
  EXPECT_THAT(test::Decide(bad, Phase::kValidate).RulesHeldBack(), IsEmpty())
      << "what is refused is not kept back";
}

TEST(Modes, ARuleThatThePolicySoftensIsNotKeptBackByTheMode) {
  Policy policy = InMode(Level::kWarn);
  policy.rules = {{"unknown-class", Level::kAudit}};
  const Decision decision =
      test::Decide(test::Pod({{"class", "forever"}}), Phase::kValidate, policy);
  EXPECT_THAT(test::Ids(decision), ElementsAre("unknown-class audit"));
  EXPECT_THAT(decision.RulesHeldBack(), IsEmpty());
}

// The pod that validation sees was not changed, by our own doing.
TEST(Modes, DoNotReproachThePodWithWhatTheyKeepFromIt) {
  for (const Level mode : {Level::kWarn, Level::kAudit}) {
    const Decision mutated = test::Decide(LongPod(), Phase::kMutate, InMode(mode));
    EXPECT_THAT(mutated.changes, Not(IsEmpty())) << "they are told";
    for (const std::string& id :
         test::Ids(test::Decide(LongPod(), Phase::kValidate, InMode(mode)))) {
      EXPECT_THAT(id, Not(testing::StartsWith("protection-undone")));
      EXPECT_THAT(id, Not(testing::StartsWith("memory-limit-kept")));
    }
  }
}

// Whatever the policy and the pod: a weaker mode refuses nothing, and its
// findings are those of `enforce`, softened.
TEST(Modes, OnlySoften) {
  for (std::uint32_t seed = 0; seed < 600; ++seed) {
    Policy policy = test::PolicyOf(test::PolicyGenerator(seed).Next());
    const json pod = test::PodGenerator(seed).Next();
    policy.mode = Level::kEnforce;
    const Decision enforced = test::Decide(pod, Phase::kMutate, policy);
    for (const Level mode : {Level::kWarn, Level::kAudit}) {
      policy.mode = mode;
      const Decision softened = test::Decide(pod, Phase::kMutate, policy);
      ASSERT_EQ(softened.class_name, enforced.class_name) << pod.dump();
      ASSERT_FALSE(softened.Refused()) << pod.dump();
      for (const Finding& finding : softened.findings) ASSERT_LE(finding.level, mode);
    }
  }
}

}  // namespace
}  // namespace tenure
