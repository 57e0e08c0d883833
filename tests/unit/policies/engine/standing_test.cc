#include "policies/engine/standing.h"

#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

const Policy& SomePolicy() {
  static const Policy kPolicy = test::PolicyOf(R"(
apiVersion: tenure.dev/v1
kind: Policy
mode: enforce
classes: [{name: long}]
rules: {unknown-class: warn}
overrides:
- {namespaces: [sandbox-*], mode: warn}
- {namespaces: [strict, sandbox-x], rules: {unknown-class: enforce, invalid-annotation: off}}
)");
  return kPolicy;
}

TEST(Standing, TheWeakestWins) {
  const Standing anywhere(SomePolicy(), "science", {});
  EXPECT_EQ(anywhere.mode(), Level::kEnforce);
  EXPECT_EQ(anywhere.LevelOf("invalid-annotation", Level::kEnforce), Level::kEnforce);
  EXPECT_EQ(anywhere.LevelOf("unknown-class", Level::kEnforce), Level::kWarn);

  const Standing sandbox(SomePolicy(), "sandbox-x", {});
  EXPECT_EQ(sandbox.mode(), Level::kWarn);
  EXPECT_EQ(sandbox.LevelOf("invalid-annotation", Level::kEnforce), Level::kWarn)
      << "the first override that matches counts, and it says nothing of this rule";

  const Standing strict(SomePolicy(), "strict", {});
  EXPECT_EQ(strict.LevelOf("unknown-class", Level::kEnforce), Level::kWarn)
      << "an override cannot strengthen";
  EXPECT_EQ(strict.LevelOf("invalid-annotation", Level::kEnforce), Level::kOff);
}

TEST(Standing, ARuleThatIsOffIsNotAsked) {
  nlohmann::json pod = test::Pod({{"class", "forever"}, {"critical", "perhaps"}});
  pod["metadata"]["namespace"] = "strict";
  EXPECT_EQ(test::Ids(test::Decide(pod, Phase::kValidate, SomePolicy())),
            std::vector<std::string>{"unknown-class warn"});
}

}  // namespace
}  // namespace tenure
