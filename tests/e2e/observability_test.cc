// What operators see: probes, metrics and the log.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/driver/client.h"

namespace tenure::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;

class ObservabilityTest : public ::testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(server_.Stop(), 0); }

  Json DecisionOn(const std::string& path, const Json& review) {
    (void)Client(server_).Ask(path, review);
    return server_.WaitForDecision(review["request"]["uid"]);
  }

  Server server_;
};

TEST_F(ObservabilityTest, ProbesAnswerOnTheirOwnPort) {
  EXPECT_EQ(Probe(server_, "/livez").status, 200);
  EXPECT_EQ(Probe(server_, "/readyz").status, 200);
  EXPECT_EQ(Probe(server_, "/mutate").status, 404) << "is on the other port";
}

TEST_F(ObservabilityTest, MetricsCountWhatWasDecided) {
  Client client(server_);
  (void)client.Ask("/mutate", RecordedReview("long-annotated.mutate.json"));
  (void)client.Ask("/validate", RecordedReview("bad-annotation-class.validate.json"));
  (void)client.Ask("/validate", RecordedReview("delete.validate.json"));
  (void)client.Post("/nowhere", "{}");
  (void)client.Post("/mutate", "{}");
  const Reply metrics = Probe(server_, "/metrics");
  EXPECT_EQ(metrics.status, 200);
  EXPECT_THAT(metrics.content_type, StartsWith("text/plain; version=0.0.4"));
  for (const char* line :
       {"tenure_requests_total{class=\"long\",endpoint=\"mutate\",operation=\"CREATE\","
        "result=\"patched\"} 1\n",
        "tenure_requests_total{class=\"none\",endpoint=\"validate\",operation=\"CREATE\","
        "result=\"refused\"} 1\n",
        "tenure_requests_total{class=\"none\",endpoint=\"validate\",operation=\"DELETE\","
        "result=\"left_alone\"} 1\n",
        "tenure_findings_total{level=\"enforce\",rule=\"unknown-class\"} 1\n",
        "tenure_malformed_requests_total{reason=\"path\"} 1\n",
        "tenure_malformed_requests_total{reason=\"body\"} 1\n",
        "tenure_changes_total{protection=\"priority\"} ",
        "tenure_request_duration_seconds_count{endpoint=\"mutate\"} 1\n",
        "tenure_request_duration_seconds_bucket{endpoint=\"mutate\",le=\"5e-05\"} ",
        "tenure_request_duration_seconds_bucket{endpoint=\"mutate\",le=\"10\"} 1\n"}) {
    EXPECT_THAT(metrics.body, HasSubstr(line));
  }
  EXPECT_THAT(metrics.body, HasSubstr("tenure_policy_info{hash=\"" + server_.policy() +
                                      "\",state=\"in_force\"} 1\n"));
}

TEST_F(ObservabilityTest, NothingThatClientsChooseBecomesALabel) {
  Json review = RecordedReview("bad-annotation-class.validate.json");
  review["request"]["namespace"] = "chosen-namespace";
  review["request"]["object"]["metadata"]["annotations"]["tenure.dev/class"] = "chosen-class";
  review["request"]["userInfo"]["username"] = "chosen-user";
  Client client(server_);
  (void)client.Ask("/validate", review);
  (void)client.Post("/chosen-path", "{}");
  EXPECT_THAT(Probe(server_, "/metrics").body, Not(HasSubstr("chosen")));
}

TEST_F(ObservabilityTest, ADecisionIsOneLineThatSaysWhatAndWhy) {
  const Json line = DecisionOn("/mutate", RecordedReview("owned-by-job.mutate.json"));
  EXPECT_EQ(line.value("phase", ""), "mutate");
  EXPECT_EQ(line.value("namespace", ""), "science");
  EXPECT_EQ(line.value("generate_name", ""), "job-");
  EXPECT_EQ(line.value("owner", ""), "Job/job");
  EXPECT_EQ(line.value("user", ""), "system:serviceaccount:kube-system:job-controller");
  EXPECT_EQ(line.value("policy", ""), server_.policy());
  EXPECT_EQ(line.value("dry_run", true), false);
  for (const char* key : {"time", "class", "why", "result", "mode", "rules", "changes",
                          "duration_us", "operation", "kind"}) {
    EXPECT_TRUE(line.contains(key)) << key;
  }
}

TEST_F(ObservabilityTest, ADryRunIsToldAsSuch) {
  EXPECT_EQ(DecisionOn("/mutate", RecordedReview("dry-run.mutate.json"))["dry_run"], true);
}

TEST_F(ObservabilityTest, ARefusalIsToldWithItsRules) {
  const Json line = DecisionOn("/validate", RecordedReview("bad-annotation-class.validate.json"));
  EXPECT_EQ(line["result"], "refused");
  EXPECT_THAT(line["rules"], Contains("unknown-class:enforce"));
  EXPECT_EQ(line["changes"], Json::array()) << "validation changes nothing";
}

TEST_F(ObservabilityTest, NobodyWritesLinesOfHisOwn) {
  Json review = RecordedReview("long-annotated.mutate.json");
  const std::string forged = "x\"}\n{\"event\":\"decision\",\"uid\":\"forged\"}\r\n\x1b[2J";
  review["request"]["userInfo"]["username"] = forged;
  review["request"]["name"] = forged;
  review["request"]["namespace"] = forged;
  review["request"]["object"]["metadata"]["ownerReferences"] =
      Json::array({{{"kind", forged}, {"name", forged}, {"controller", true}}});
  const Json line = DecisionOn("/mutate", review);
  EXPECT_EQ(server_.Stop(), 0);
  EXPECT_EQ(line["user"], "x\"}?{\"event\":\"decision\",\"uid\":\"forged\"}???[2J");
  EXPECT_EQ(server_.Events("decision").size(), 1U) << "and every line is JSON";
}

TEST_F(ObservabilityTest, NoValueOfAnEnvironmentIsLogged) {
  Json review = RecordedReview("long-annotated.mutate.json");
  review["request"]["object"]["spec"]["containers"][0]["env"] =
      Json::array({{{"name", "PASSWORD"}, {"value", "hunter2"}}});
  (void)DecisionOn("/mutate", review);
  for (const std::string& line : server_.process().Lines()) {
    EXPECT_THAT(line, Not(HasSubstr("hunter2")));
  }
}

TEST_F(ObservabilityTest, AnObjectThatCannotBeReadPassesMutationAndStopsValidation) {
  Json review = RecordedReview("long-annotated.mutate.json");
  review["request"]["object"]["spec"]["containers"] = "none";
  const Json response = Client(server_).Ask("/mutate", review);
  EXPECT_EQ(response["allowed"], true);
  EXPECT_FALSE(response.contains("patch"));
  EXPECT_THAT(response["warnings"][0].get<std::string>(),
              AllOf(StartsWith("tenure changed nothing: "), HasSubstr("must be an array")));
  const Reply reply = Client(server_).Post("/validate", review.dump());
  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(Probe(server_, "/metrics").body,
              HasSubstr("endpoint=\"mutate\",operation=\"CREATE\",result=\"failed\"} 1\n"));
  EXPECT_EQ(server_.Stop(), 0);
  EXPECT_EQ(server_.Events("failure").size(), 2U);
}

TEST(TextLogTest, IsForPeople) {
  Process process({"serve", "--self-signed", testing::TempDir() + "tenure-text-log", "--listen",
                   "127.0.0.1:0", "--probe-listen", "127.0.0.1:0", "--log-format", "text"});
  const auto line = process.WaitForLine(
      [](const std::string& text) { return text.find(" listening ") != std::string::npos; });
  ASSERT_TRUE(line);
  EXPECT_THAT(*line, HasSubstr(" listening address=127.0.0.1:"));
}

}  // namespace
}  // namespace tenure::test
