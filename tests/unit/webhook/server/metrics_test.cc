#include "webhook/server/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Decision LongPod() {
  Decision decision;
  decision.class_name = "long";
  decision.changes = {{.path = "/spec/priorityClassName", .by = Protection::kPriority},
                      {.path = "/spec/priority", .by = Protection::kPriority}};
  decision.findings = {{.rule = "bare-pod", .level = Level::kWarn}};
  return decision;
}

TEST(MetricsTest, CountRequestsByTheirLabels) {
  Metrics metrics;
  metrics.CountDecision("mutate", Operation::kCreate, LongPod(), Result::kPatched);
  metrics.CountDecision("mutate", Operation::kCreate, LongPod(), Result::kPatched);
  metrics.CountDecision("validate", Operation::kUpdate, {}, Result::kLeftAlone);
  const std::string text = metrics.Text();
  EXPECT_THAT(text, HasSubstr("tenure_requests_total{class=\"long\",endpoint=\"mutate\","
                              "operation=\"CREATE\",result=\"patched\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("tenure_requests_total{class=\"none\",endpoint=\"validate\","
                              "operation=\"UPDATE\",result=\"left_alone\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("tenure_findings_total{level=\"warn\",rule=\"bare-pod\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("tenure_changes_total{protection=\"priority\"} 4\n"));
}

TEST(MetricsTest, CountNoChangesThatWereNotSent) {
  Metrics metrics;
  metrics.CountDecision("validate", Operation::kCreate, LongPod(), Result::kAllowed);
  EXPECT_THAT(metrics.Text(), Not(HasSubstr("tenure_changes_total{")));
}

TEST(MetricsTest, TellThePolicyInForceAndNoOther) {
  Metrics metrics;
  metrics.SetInForce(Reloaded::kPolicy, "aaa");
  metrics.SetInForce(Reloaded::kPolicy, "bbb");
  EXPECT_THAT(metrics.Text(), HasSubstr("tenure_policy_info{hash=\"bbb\",state=\"in_force\"} 1\n"));
  EXPECT_THAT(metrics.Text(), Not(HasSubstr("aaa")));
}

TEST(MetricsTest, TellTheRejectedPolicyBesideTheOneInForceUntilAGoodOneComes) {
  Metrics metrics;
  metrics.SetInForce(Reloaded::kPolicy, "aaa");
  metrics.SetRejected(Reloaded::kPolicy, "bbb");
  metrics.SetRejected(Reloaded::kPolicy, "ccc");
  EXPECT_THAT(metrics.Text(), HasSubstr("tenure_policy_info{hash=\"aaa\",state=\"in_force\"} 1\n"));
  EXPECT_THAT(metrics.Text(), HasSubstr("tenure_policy_info{hash=\"ccc\",state=\"rejected\"} 1\n"));
  EXPECT_THAT(metrics.Text(), Not(HasSubstr("bbb")));
  metrics.SetInForce(Reloaded::kPolicy, "aaa");
  EXPECT_THAT(metrics.Text(), Not(HasSubstr("state=\"rejected\"")));
}

TEST(MetricsTest, HaveBucketsFromMicrosecondsToTheTimeout) {
  Metrics metrics;
  metrics.ObserveDuration("mutate", 60e-6);
  const std::string text = metrics.Text();
  EXPECT_THAT(text, HasSubstr("{endpoint=\"mutate\",le=\"5e-05\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("{endpoint=\"mutate\",le=\"0.0001\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("{endpoint=\"mutate\",le=\"10\"} 1\n"));
}

TEST(MetricsTest, EveryReasonAndResultHasAName) {
  Metrics metrics;
  for (const Malformed reason : {Malformed::kFraming, Malformed::kPath, Malformed::kMethod,
                                 Malformed::kContentType, Malformed::kTooLarge, Malformed::kBody}) {
    metrics.CountMalformed(reason);
  }
  for (const Result result : {Result::kLeftAlone, Result::kAllowed, Result::kPatched,
                              Result::kRefused, Result::kFailed}) {
    metrics.CountDecision("mutate", Operation::kConnect, {}, result);
  }
  EXPECT_THAT(metrics.Text(), Not(HasSubstr("unknown")));
}

}  // namespace
}  // namespace tenure
