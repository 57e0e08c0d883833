#include "webhook/server/policy_reviews.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "policies/language/reader.h"
#include "tests/support/decide.h"
#include "tests/support/files.h"
#include "webhook/server/admission_app.h"

namespace tenure {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string Recorded(const std::string& name) {
  return test::ReadFile(test::DataPath("reviews") / name);
}

json ConfigMapReview(const std::string& operation, const json& data) {
  json request = {{"uid", "the-uid"},
                  {"kind", {{"group", ""}, {"version", "v1"}, {"kind", "ConfigMap"}}},
                  {"resource", {{"group", ""}, {"version", "v1"}, {"resource", "configmaps"}}},
                  {"name", "tenure-policy"},
                  {"namespace", "tenure-system"},
                  {"operation", operation},
                  {"userInfo", {{"username", "admin"}}}};
  if (operation != "DELETE") {
    request["object"] = {{"apiVersion", "v1"},
                         {"kind", "ConfigMap"},
                         {"metadata", {{"name", "tenure-policy"}}},
                         {"data", data}};
  }
  return {{"apiVersion", "admission.k8s.io/v1"}, {"kind", "AdmissionReview"}, {"request", request}};
}

// The built-in policy with one text replaced.
std::string Edited(const std::string& from, const std::string& to) {
  std::string text(DefaultPolicyText());
  return text.replace(text.find(from), from.size(), to);
}

class PolicyReviewTest : public ::testing::Test {
 protected:
  HttpResponse Post(std::string_view target, const std::string& body) {
    HttpResponse response;
    app_.Handle(
        {.method = "POST", .target = target, .content_type = "application/json", .body = body},
        response);
    return response;
  }

  json Edit(const std::string& policy) {
    return Ask(ConfigMapReview("UPDATE", {{"policy.yaml", policy}}));
  }

  json Ask(const json& review) {
    const HttpResponse response = Post("/validate-policy?timeout=10s", review.dump());
    EXPECT_EQ(response.status, 200) << response.body;
    json answer = json::parse(response.body)["response"];
    EXPECT_EQ(answer["uid"], "the-uid");
    return answer;
  }

  static std::vector<std::string> Warnings(const json& response) {
    return response.value("warnings", std::vector<std::string>());
  }

  std::vector<std::string> lines_;
  Log log_{LogFormat::kJson, [this](std::string_view line) { lines_.emplace_back(line); }};
  Metrics metrics_;
  RecentAdmissions recent_;
  PolicyInForce policy_{std::make_shared<const Basis>(Basis{.policy = test::DefaultPolicy()})};
  AdmissionApp app_{policy_, recent_, "policy.yaml", metrics_, log_};
};

TEST_F(PolicyReviewTest, ABadPolicyIsRefusedWithEveryErrorAndItsPlace) {
  const json response = Edit(Edited("mode: enforce", "mode: forced"));
  EXPECT_EQ(response["allowed"], false);
  EXPECT_EQ(response["status"]["code"], 422);
  EXPECT_EQ(response["status"]["reason"], "Invalid");
  EXPECT_THAT(response["status"]["message"].get<std::string>(),
              testing::MatchesRegex("policy.yaml:[0-9]+:7: mode: .*"));
  const json two = Edit("apiVersion: tenure.dev/v1\nkind: Policy\nmode: forced\nclasses: none\n");
  EXPECT_THAT(two["status"]["message"].get<std::string>(),
              testing::AllOf(StartsWith("2 errors\n- policy.yaml:3:7: mode: "),
                             HasSubstr("\n- policy.yaml:4:10: classes: ")));
  const json line = json::parse(lines_.back());
  EXPECT_EQ(line["event"], "policy_review");
  EXPECT_EQ(line["result"], "refused");
  EXPECT_EQ(line["errors"].size(), 2U);
}

TEST_F(PolicyReviewTest, AConfigMapWithoutThePolicyIsRefused) {
  const json response = Ask(ConfigMapReview("UPDATE", {{"other.yaml", "x"}}));
  EXPECT_EQ(response["allowed"], false);
  EXPECT_THAT(response["status"]["message"].get<std::string>(),
              StartsWith("data has no policy.yaml: "));
}

TEST_F(PolicyReviewTest, DeletionIsAllowedWithAWarning) {
  const json response = Ask(ConfigMapReview("DELETE", {}));
  EXPECT_EQ(response["allowed"], true);
  EXPECT_THAT(Warnings(response), ElementsAre(HasSubstr("goes on with the last good policy")));
}

TEST_F(PolicyReviewTest, ThePolicyInForceNeedsNoReplay) {
  const json response = Edit(std::string(DefaultPolicyText()));
  EXPECT_EQ(response["allowed"], true);
  EXPECT_THAT(Warnings(response), testing::IsEmpty());
}

TEST_F(PolicyReviewTest, AnEditIsTriedOnRecentCreations) {
  (void)Post("/mutate", Recorded("long-annotated.mutate.json"));
  (void)Post("/mutate", Recorded("unclassified-web.mutate.json"));
  (void)Post("/mutate", Recorded("bad-annotation-class.mutate.json"));
  const auto warnings = Warnings(Edit(Edited("namespaces: [\"*\"]", "namespaces: [hpc]")));
  EXPECT_THAT(warnings, Contains("replay: 1 of 3 pods would change"));
  EXPECT_THAT(warnings, Contains("replay: 1 would newly be refused (class-not-allowed 1)"));
  EXPECT_THAT(warnings, Contains("replay: 0 would newly be admitted"));
}

TEST_F(PolicyReviewTest, ARuleThatIsSoftenedNewlyAdmits) {
  (void)Post("/mutate", Recorded("bad-annotation-class.mutate.json"));
  const auto warnings = Warnings(Edit(Edited("rules: {}", "rules: {unknown-class: warn}")));
  EXPECT_THAT(warnings, Contains("replay: 1 would newly be admitted (unknown-class 1)"));
}

TEST_F(PolicyReviewTest, SaysWhatOtherProtectionsThereWouldBe) {
  (void)Post("/mutate", Recorded("long-annotated.mutate.json"));
  EXPECT_THAT(Warnings(Edit(Edited("tolerateNodeLoss: 1h", "tolerateNodeLoss: 2h"))),
              Contains("replay: 1 would get other protections (disruption 1)"));
}

TEST_F(PolicyReviewTest, NoPodIsNamed) {
  json review = json::parse(Recorded("long-annotated.mutate.json"));
  review["request"]["namespace"] = "secret-tenant";
  review["request"]["name"] = "secret-pod";
  (void)Post("/mutate", review.dump());
  const auto warnings = Warnings(Edit(Edited("namespaces: [\"*\"]", "namespaces: [hpc]")));
  EXPECT_THAT(warnings, Contains(HasSubstr("1 would newly be refused")));
  EXPECT_THAT(warnings, Each(Not(HasSubstr("secret"))));
}

TEST_F(PolicyReviewTest, WarningsFitThroughTheApiServer) {
  for (const char* name : {"long-annotated", "bad-annotation-class", "long-spot-selector"}) {
    (void)Post("/mutate", Recorded(std::string(name) + ".mutate.json"));
  }
  for (const std::string& warning : Warnings(Edit(Edited("mode: enforce", "mode: audit")))) {
    EXPECT_LT(warning.size(), 120U) << warning;
  }
}

TEST_F(PolicyReviewTest, WhatCannotBeReadIsNotAnswered) {
  json review = ConfigMapReview("UPDATE", {{"policy.yaml", 7}});
  EXPECT_EQ(Post("/validate-policy", review.dump()).status, 500) << "so that it fails open";
}

TEST_F(PolicyReviewTest, AnotherKindIsNoneOfItsBusiness) {
  json review = json::parse(Recorded("long-annotated.mutate.json"));
  review["request"]["uid"] = "the-uid";
  EXPECT_EQ(Ask(review)["allowed"], true);
}

TEST_F(PolicyReviewTest, IsCounted) {
  (void)Edit(std::string(DefaultPolicyText()));
  (void)Edit("mode: forced\n");
  const std::string metrics = metrics_.Text();
  EXPECT_THAT(metrics, HasSubstr("endpoint=\"validate-policy\",operation=\"UPDATE\","
                                 "result=\"allowed\"} 1\n"));
  EXPECT_THAT(metrics, HasSubstr("endpoint=\"validate-policy\",operation=\"UPDATE\","
                                 "result=\"refused\"} 1\n"));
}

TEST(ReplayBudgetTest, IsHalfOfWhatTheApiServerWaitsAndNoMoreThanThreeSeconds) {
  EXPECT_EQ(ReplayBudget("/validate-policy?timeout=2s"), milliseconds(1000));
  EXPECT_EQ(ReplayBudget("/validate-policy?timeout=30s"), milliseconds(3000));
  for (const char* target : {"/validate-policy", "/validate-policy?timeout=", "/x?timeout=-1s",
                             "/x?timeout=0s", "/x?timeout=1m0s", "/x?timeout=99999999999s"}) {
    EXPECT_EQ(ReplayBudget(target), milliseconds(3000)) << target;
  }
}

TEST(EndpointTest, OnlyThePolicyIsSlow) {
  EXPECT_TRUE(IsSlow("/validate-policy"));
  for (const char* path :
       {"/mutate", "/mutate/privileged", "/validate", "/validate/privileged", "/nowhere"}) {
    EXPECT_FALSE(IsSlow(path)) << path;
  }
}

}  // namespace
}  // namespace tenure
