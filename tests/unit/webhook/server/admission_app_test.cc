#include "webhook/server/admission_app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/decide.h"
#include "tests/support/files.h"
#include "webhook/listener/limits.h"

namespace tenure {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

std::string Recorded(const std::string& name) {
  return test::ReadFile(test::DataPath("reviews") / name);
}

std::shared_ptr<const Basis> DefaultBasis() {
  return std::make_shared<const Basis>(Basis{.policy = test::DefaultPolicy()});
}

class AdmissionAppTest : public ::testing::Test {
 protected:
  HttpResponse Post(std::string_view target, std::string_view body,
                    std::string_view content_type = "application/json") {
    return Send("POST", target, body, content_type);
  }

  HttpResponse Send(std::string_view method, std::string_view target, std::string_view body,
                    std::string_view content_type) {
    HttpResponse response;
    app_.Handle({.method = method, .target = target, .content_type = content_type, .body = body},
                response);
    return response;
  }

  json Ask(std::string_view target, const std::string& body) {
    const HttpResponse response = Post(target, body);
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(response.content_type, "application/json");
    return json::parse(response.body)["response"];
  }

  std::vector<std::string> lines_;
  std::mutex mutex_;
  Log log_{LogFormat::kJson, [this](std::string_view line) {
             const std::lock_guard lock(mutex_);
             lines_.emplace_back(line);
           }};
  Metrics metrics_;
  PolicyInForce policy_{DefaultBasis()};
  RecentAdmissions recent_;
  AdmissionApp app_{policy_, recent_, "policy.yaml", metrics_, log_};
};

TEST_F(AdmissionAppTest, MutationPatches) {
  const json response = Ask("/mutate?timeout=10s", Recorded("long-annotated.mutate.json"));
  EXPECT_EQ(response["uid"], "f6fb492f-2554-4ea4-b825-359420334160");
  EXPECT_EQ(response["allowed"], true);
  EXPECT_EQ(response["patchType"], "JSONPatch");
}

TEST_F(AdmissionAppTest, ValidationRefuses) {
  const json response = Ask("/validate", Recorded("bad-annotation-class.validate.json"));
  EXPECT_EQ(response["allowed"], false);
  EXPECT_THAT(response["status"]["message"].get<std::string>(), HasSubstr("unknown-class: "));
}

TEST_F(AdmissionAppTest, MutationLeavesRefusingToValidation) {
  const json response = Ask("/mutate", Recorded("bad-annotation-class.mutate.json"));
  EXPECT_EQ(response["allowed"], true);
}

TEST_F(AdmissionAppTest, WhatIsNotJudgedIsAllowed) {
  for (const char* name :
       {"delete.validate.json", "eviction.validate.json", "ephemeral-container.validate.json",
        "policy-configmap-update.validate.json", "update-label.validate.json"}) {
    EXPECT_EQ(Ask("/validate", Recorded(name))["allowed"], true) << name;
  }
}

TEST_F(AdmissionAppTest, ADeletionPassesEvenIfTheStoredPodCannotBeRead) {
  json review = json::parse(Recorded("delete.validate.json"));
  review["request"]["oldObject"]["spec"]["containers"] = 7;
  EXPECT_EQ(Ask("/validate", review.dump())["allowed"], true);
}

TEST_F(AdmissionAppTest, AnUnreadableObjectPassesMutationAndStopsValidation) {
  json review = json::parse(Recorded("long-annotated.mutate.json"));
  review["request"]["object"]["spec"]["containers"] = 7;
  const json response = Ask("/mutate", review.dump());
  EXPECT_EQ(response["uid"], review["request"]["uid"]);
  EXPECT_EQ(response["allowed"], true);
  EXPECT_FALSE(response.contains("patch"));
  EXPECT_EQ(response["warnings"].size(), 1U);
  const HttpResponse refused = Post("/validate", review.dump());
  EXPECT_EQ(refused.status, 500);
  EXPECT_THAT(refused.body, HasSubstr("must be an array, not a number"));
  EXPECT_THAT(metrics_.Text(), HasSubstr("endpoint=\"validate\",operation=\"CREATE\","
                                         "result=\"failed\"} 1\n"));
}

TEST_F(AdmissionAppTest, WhatIsNoReviewIsToldWhy) {
  EXPECT_EQ(Post("/mutate", "{}").status, 400);
  EXPECT_THAT(Post("/mutate", "{").body, HasSubstr("the body is not JSON"));
  EXPECT_EQ(Post("/nowhere", "{}").status, 404);
  EXPECT_EQ(Post("/mutate", "{}", "text/plain").status, 415);
  EXPECT_EQ(Post("/mutate", "{}", "").status, 415);
  EXPECT_EQ(Post("/mutate", std::string(limits::kBodyBytes + 1, ' ')).status, 413);
  const HttpResponse response = Send("GET", "/mutate", "", "");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.allow, "POST");
  EXPECT_THAT(metrics_.Text(), HasSubstr("tenure_malformed_requests_total{reason=\"body\"} 2\n"));
  EXPECT_TRUE(lines_.empty()) << "garbage does not fill the log";
}

TEST_F(AdmissionAppTest, ANewPolicyTakesEffectWithTheNextRequest) {
  Basis basis{.policy = test::DefaultPolicy()};
  basis.policy.mode = Level::kAudit;
  basis.policy.hash = "0123456789ab";
  policy_.Set(std::make_shared<const Basis>(basis));
  EXPECT_FALSE(Ask("/mutate", Recorded("long-annotated.mutate.json")).contains("patch"));
  EXPECT_EQ(json::parse(lines_.at(0))["policy"], "0123456789ab");
}

TEST_F(AdmissionAppTest, ManyThreadsGetTheSameAnswers) {
  const std::string review = Recorded("long-affinity-terms.mutate.json");
  const std::string expected = Post("/mutate", review).body;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n) EXPECT_EQ(Post("/mutate", review).body, expected);
    });
  }
  policy_.Set(DefaultBasis());
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(lines_.size(), 401U);
}

TEST_F(AdmissionAppTest, ATraceIsCarriedIntoTheLog) {
  const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  HttpResponse response;
  const std::string body = Recorded("long-annotated.mutate.json");
  HttpRequest request{.method = "POST",
                      .target = "/mutate",
                      .content_type = "application/json",
                      .traceparent = trace,
                      .body = body};
  app_.Handle(request, response);
  request.traceparent = "00-forged\n";
  app_.Handle(request, response);
  EXPECT_EQ(json::parse(lines_.at(0))["traceparent"], trace);
  EXPECT_FALSE(json::parse(lines_.at(1)).contains("traceparent"));
}

TEST_F(AdmissionAppTest, DecisionsAboutUnclassifiedPodsCanBeSampled) {
  AdmissionApp sampled(policy_, recent_, "policy.yaml", metrics_, log_, {.unclassified_every = 3});
  AdmissionApp silent(policy_, recent_, "policy.yaml", metrics_, log_, {.unclassified_every = 0});
  const auto post = [](AdmissionApp& app, const std::string& body) {
    HttpResponse response;
    app.Handle(
        {.method = "POST", .target = "/mutate", .content_type = "application/json", .body = body},
        response);
  };
  const std::string unclassified = Recorded("unclassified-web.mutate.json");
  for (int i = 0; i < 7; ++i) post(sampled, unclassified);
  EXPECT_EQ(lines_.size(), 3U);
  post(silent, unclassified);
  EXPECT_EQ(lines_.size(), 3U);
  post(silent, Recorded("long-annotated.mutate.json"));
  EXPECT_EQ(lines_.size(), 4U) << "a pod of a class is always told";
  EXPECT_THAT(metrics_.Text(), HasSubstr("class=\"none\",endpoint=\"mutate\",operation=\"CREATE\","
                                         "result=\"allowed\"} 8\n"));
}

TEST_F(AdmissionAppTest, EveryDecisionIsLogged) {
  (void)Post("/mutate", Recorded("owned-by-job.mutate.json"));
  const json line = json::parse(lines_.at(0));
  EXPECT_EQ(line["event"], "decision");
  EXPECT_EQ(line["generate_name"], "job-");
  EXPECT_EQ(line["owner"], "Job/job");
}

}  // namespace
}  // namespace tenure
