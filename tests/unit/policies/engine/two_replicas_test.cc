// Two replicas, one a minute ahead of the other in its policy: what the one has
// changed is judged by the other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "policies/pod/patch.h"
#include "tests/support/decide.h"
#include "tests/support/pod_generator.h"
#include "tests/support/pods.h"
#include "tests/support/policy_generator.h"
#include "tests/support/strict_patch.h"

namespace tenure {
namespace {

using nlohmann::json;

// The pod as it comes out of the mutating webhook.
json Mutated(const json& pod, const Policy& policy) {
  const Decision decision = test::Decide(pod, Phase::kMutate, policy);
  if (decision.mode != Level::kEnforce) return pod;
  auto mutated = test::ApplyStrictly(pod, JsonPatch(decision.changes));
  if (!mutated) throw std::runtime_error(mutated.error());
  return *std::move(mutated);
}

std::set<std::string> RefusedBy(const json& pod, const Policy& mutating, const Policy& validating) {
  std::set<std::string> rules;
  const Decision decision = test::Decide(Mutated(pod, mutating), Phase::kValidate, validating);
  for (const Finding& finding : decision.findings) {
    if (finding.level == Level::kEnforce) rules.emplace(finding.rule);
  }
  return rules;
}

void ExpectNoRefusalForTheOther(const json& pod, const Policy& mutating, const Policy& validating) {
  auto together = RefusedBy(pod, mutating, validating);
  together.erase("class-not-allowed");  // who may be of a class always holds
  if (together.empty()) return;
  EXPECT_FALSE(RefusedBy(pod, validating, validating).empty())
      << "alone, the validating replica admits it; together: " << testing::PrintToString(together);
}

TEST(TwoReplicas, RefuseNothingThatTheOneThatRefusesWouldAdmitAlone) {
  constexpr std::uint32_t kPolicies = 250;
  constexpr std::uint32_t kPodsEach = 8;
  for (std::uint32_t seed = 0; seed < kPolicies; ++seed) {
    const std::string before = test::PolicyGenerator(seed).Next();
    const std::string after = test::PolicyGenerator(seed + 100'000).Next();
    const Policy older = test::PolicyOf(before);
    const Policy newer = test::PolicyOf(after);
    for (std::uint32_t i = 0; i < kPodsEach; ++i) {
      const json pod = test::PodGenerator(seed * kPodsEach + i).Next();
      ExpectNoRefusalForTheOther(pod, older, newer);
      ExpectNoRefusalForTheOther(pod, newer, older);
      if (testing::Test::HasFailure()) FAIL() << pod.dump() << '\n' << before << '\n' << after;
    }
  }
}

// The edits that admins make: each against what was before.
TEST(TwoReplicas, AreOneForEveryEditOfTheDefaultPolicy) {
  const json pod = test::Pod({{"class", "long"}, {"expected-memory", "4Gi"}},
                             {{"cpu", "1"}, {"memory", "2Gi"}}, {{"memory", "8Gi"}});
  const auto edits = std::vector<std::pair<const char*, void (*)(Policy&)>>{
      {"the class has another name", [](Policy& policy) { policy.classes[0].name = "tenured"; }},
      {"another priority",
       [](Policy& policy) { policy.classes[0].priority->class_name = "tenure-other"; }},
      {"no priority", [](Policy& policy) { policy.classes[0].priority.reset(); }},
      {"more memory",
       [](Policy& policy) {
         policy.classes[0].resources.memory = policy.classes[1].resources.memory;
       }},
      {"audit", [](Policy& policy) { policy.mode = Level::kAudit; }},
      {"exempt", [](Policy& policy) { policy.exempt.namespaces = {Glob{"science"}}; }},
  };
  for (const auto& [name, edit] : edits) {
    SCOPED_TRACE(name);
    Policy edited = test::DefaultPolicy();
    edit(edited);
    edited.hash = "edited";
    ExpectNoRefusalForTheOther(pod, test::DefaultPolicy(), edited);
    ExpectNoRefusalForTheOther(pod, edited, test::DefaultPolicy());
  }
}

}  // namespace
}  // namespace tenure
