#include <gmock/gmock.h>

#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

Policy WithSteps(const std::string& steps) {
  return MustRead(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\n"
      "estimates: {steps: [" +
      steps + "]}\n");
}

TEST(StepPatternReading, TakesALabelAnAnnotationOrAnExpression) {
  const auto steps = WithSteps(
                         "{engine: cromwell, label: cromwell-workflow-step}, "
                         "{engine: lims, annotation: lims.example.com/step}, "
                         "{engine: home, args: '--step=([a-z]+)'}")
                         .step_patterns;
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].engine, "cromwell");
  EXPECT_EQ(steps[0].label, "cromwell-workflow-step");
  EXPECT_EQ(steps[1].annotation, "lims.example.com/step");
  ASSERT_NE(steps[2].args, nullptr);
  std::string step;
  EXPECT_TRUE(re2::RE2::PartialMatch("run --step=map", *steps[2].args, &step));
  EXPECT_EQ(step, "map");
}

TEST(StepPatternReading, IsNoneWhereNothingIsSaid) {
  EXPECT_TRUE(MustRead("apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\n")
                  .step_patterns.empty());
}

}  // namespace
}  // namespace tenure
