#include "webhook/server/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure {
namespace {

using ::testing::ContainsRegex;
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
  EXPECT_THAT(metrics.Text(), HasSubstr("tenure_changes_total{protection=\"priority\"} 0\n"));
  EXPECT_THAT(metrics.Text(), Not(ContainsRegex("tenure_changes_total\\{[^}]*\\} [1-9]")));
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

TEST(MetricsTest, TellOfTheProcess) {
  const std::string text = Metrics().Text();
  for (const char* name :
       {"process_cpu_seconds_total ", "process_open_fds ", "process_threads ", "process_max_fds ",
        "process_start_time_seconds ", "process_virtual_memory_bytes "}) {
    EXPECT_THAT(text, HasSubstr(std::string("\n") + name)) << name;
  }
  EXPECT_THAT(text, Not(HasSubstr("process_resident_memory_bytes 0\n")));
}

TEST(MetricsTest, TellOfTheListener) {
  Metrics metrics;
  metrics.CountShed(Shed::kMemory);
  metrics.ObserveLoopLag(1e-3);
  metrics.ObserveQueueTime(60e-6);
  ConnectionCounts counts{};
  counts[static_cast<std::size_t>(ConnectionState::kIdle)] = 7;
  metrics.BeforeText([&] { metrics.SetConnections(counts); });
  const std::string text = metrics.Text();
  EXPECT_THAT(text, HasSubstr("tenure_shed_total{reason=\"memory\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("tenure_connections{state=\"idle\"} 7\n"));
  EXPECT_THAT(text, HasSubstr("tenure_connections{state=\"writing\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("tenure_loop_lag_seconds_count 1\n"));
  EXPECT_THAT(text, HasSubstr("tenure_queue_seconds_bucket{le=\"0.0001\"} 1\n"));
}

TEST(MetricsTest, EveryReasonAndResultHasAName) {
  Metrics metrics;
  for (const Shed what : {Shed::kMemory, Shed::kQueue, Shed::kConnections, Shed::kDescriptors}) {
    metrics.CountShed(what);
  }
  for (const Malformed reason :
       {Malformed::kFraming, Malformed::kPath, Malformed::kMethod, Malformed::kContentType,
        Malformed::kTooLarge, Malformed::kBody, Malformed::kHandshake, Malformed::kHandshakeTimeout,
        Malformed::kHeadTimeout, Malformed::kBodyTimeout, Malformed::kWriteTimeout}) {
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
