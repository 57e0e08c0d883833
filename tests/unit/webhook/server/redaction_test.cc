#include "webhook/server/redaction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "policies/pod/json_document.h"
#include "tests/support/decide.h"
#include "tests/support/files.h"
#include "webhook/admission/decide.h"

namespace tenure {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

json Redacted(const json& review) {
  JsonDocument document;
  const std::string bytes = review.dump();
  std::string out;
  AppendRedacted(out, *document.Parse(bytes));
  return json::parse(out);
}

json Review(const json& pod) {
  return {{"apiVersion", "admission.k8s.io/v1"},
          {"kind", "AdmissionReview"},
          {"request",
           {{"uid", "u"},
            {"operation", "CREATE"},
            {"kind", {{"group", ""}, {"version", "v1"}, {"kind", "Pod"}}},
            {"userInfo", {{"username", "ada"}, {"uid", "1234"}, {"extra", {{"session", {"abc"}}}}}},
            {"object", pod}}}};
}

json RedactedPod(const json& pod) { return Redacted(Review(pod))["request"]["object"]; }

json PodWith(const json& container) {
  return {{"metadata", {{"name", "a"}}}, {"spec", {{"containers", json::array({container})}}}};
}

TEST(Redaction, KeepsTheNamesOfVariablesAndNotTheirValues) {
  const json pod = RedactedPod(PodWith(
      {{"name", "main"},
       {"env",
        {{{"name", "PATH_TO_DATA"}, {"value", "/data"}},
         {{"name", "KEY"}, {"valueFrom", {{"secretKeyRef", {{"name", "s"}, {"key", "k"}}}}}}}}}));
  const json& env = pod["spec"]["containers"][0]["env"];
  EXPECT_EQ(env[0], json({{"name", "PATH_TO_DATA"}}));
  EXPECT_EQ(env[1]["name"], "KEY");
  EXPECT_EQ(env[1]["valueFrom"]["secretKeyRef"]["name"], "s");
}

TEST(Redaction, LeavesOutWhatNoDecisionLooksAt) {
  json pod = PodWith({{"name", "main"}});
  pod["metadata"]["managedFields"] = json::array({{{"manager", "kubectl"}}});
  pod["metadata"]["annotations"] = {
      {"kubectl.kubernetes.io/last-applied-configuration", R"({"env":"hunter2"})"}};
  pod["status"] = {{"phase", "Pending"}};
  json review = Review(pod);
  review["request"]["oldObject"] = pod;
  const json redacted = Redacted(review);
  EXPECT_THAT(redacted.dump(), Not(HasSubstr("hunter2")));
  EXPECT_FALSE(redacted["request"].contains("oldObject"));
  EXPECT_FALSE(redacted["request"]["object"].contains("status"));
  EXPECT_FALSE(redacted["request"]["object"]["metadata"].contains("managedFields"));
  EXPECT_EQ(redacted["request"]["userInfo"], json({{"username", "ada"}}));
}

TEST(Redaction, TakesCredentialsOutOfArguments) {
  const json pod = RedactedPod(PodWith({{"name", "main"},
                                        {"args",
                                         {"--threads", "24", "--password=hunter2", "--api-key",
                                          "hunter2", "--token", "hunter2", "reads.fastq"}}}));
  EXPECT_EQ(pod["spec"]["containers"][0]["args"],
            json({"--threads", "24", "redacted", "--api-key", "redacted", "--token", "redacted",
                  "reads.fastq"}));
}

TEST(Redaction, TakesCredentialsOutOfAnnotationsAndLabels) {
  json pod = PodWith({{"name", "main"}});
  pod["metadata"]["annotations"] = {{"example.com/auth-token", "hunter2"},
                                    {"example.com/url", "https://ada:hunter2@example.com/x"},
                                    {"example.com/report", std::string(300, 'x')},
                                    {"example.com/note", "a note"},
                                    {"tenure.dev/class", "long"}};
  const json annotations = RedactedPod(pod)["metadata"]["annotations"];
  EXPECT_EQ(annotations, json({{"example.com/auth-token", "redacted"},
                               {"example.com/url", "redacted"},
                               {"example.com/report", "redacted"},
                               {"example.com/note", "a note"},
                               {"tenure.dev/class", "long"}}));
}

struct Text {
  const char* text;
  bool is_credential;
};

class CredentialTest : public ::testing::TestWithParam<Text> {};

TEST_P(CredentialTest, IsKnown) {
  EXPECT_EQ(LooksLikeCredential(GetParam().text), GetParam().is_credential) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, CredentialTest,
    ::testing::Values(
        Text{"--password=hunter2", true}, Text{"export DB_PASSWORD=hunter2; run", true},
        Text{"curl -H 'Authorization: Bearer abc'", true}, Text{"token: abc", true},
        Text{"SECRET_ACCESS_KEY=abc", true}, Text{"mysql://root:hunter2@db/x", true},
        Text{"AKIAIOSFODNN7EXAMPLE", true}, Text{"ghp_16C7e42F292c6912E7710c838347Ae178B4a", true},
        Text{"key=AKIAIOSFODNN7EXAMPLE", true},
        Text{"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x", true},
        Text{"-----BEGIN RSA PRIVATE KEY-----", true},
        Text{"wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY", true},
        Text{"0123456789abcdef0123456789abcdef", true},
        // What is none:
        Text{"megahit -t 24 --memory 0.9 -r reads.fastq", false},
        Text{"registry.example.com/bio/megahit:1.2.9", false},
        Text{"image@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
             false},
        Text{"f6fb492f-2554-4ea4-b825-359420334160", false},
        Text{"https://example.com/data", false},
        Text{"system:serviceaccount:science:default", false}, Text{"tokenizer", false},
        Text{"nf-8c7b9d6f5c4b3a2918", false}, Text{"short", false}));

// What was recorded decides as it did: nothing is taken that decisions need.
TEST(Redaction, ChangesNoDecisionAboutRecordedReviews) {
  int compared = 0;
  for (const auto& path : test::FilesEndingWith(test::DataPath("reviews"), ".mutate.json")) {
    const json review = json::parse(test::ReadFile(path));
    JsonDocument first;
    JsonDocument second;
    const std::string bytes = review.dump();
    const std::string redacted = Redacted(review).dump();
    const auto before = DecodeReview(first, bytes);
    const auto after = DecodeReview(second, redacted);
    ASSERT_TRUE(before && after) << path;
    if (!before->has_pod || before->unreadable) continue;
    const Decision was = DecideReview(test::DefaultPolicy(), {}, *before);
    const Decision is = DecideReview(test::DefaultPolicy(), {}, *after);
    EXPECT_EQ(was.class_name, is.class_name) << path;
    EXPECT_EQ(was.changes.size(), is.changes.size()) << path;
    EXPECT_EQ(test::Ids(was), test::Ids(is)) << path;
    ++compared;
  }
  EXPECT_GT(compared, 20);
}

}  // namespace
}  // namespace tenure
