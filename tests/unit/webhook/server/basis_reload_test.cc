#include "webhook/server/basis_reload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "policies/language/file_hash.h"
#include "tests/support/decide.h"
#include "tests/support/mounted_volume.h"

namespace tenure {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

constexpr const char* kClasses = "classes:\n- name: long\n  match: [{critical: true}]\n";

std::string Policy(const std::string& mode) {
  return "apiVersion: tenure.dev/v1\nkind: Policy\nmode: " + mode + "\n" + kClasses;
}

std::string Estimates(const std::string& runtime) {
  return "apiVersion: tenure.dev/v1\nkind: Estimates\nsteps:\n  job:assembly:\n    runs: 12\n"
         "    runtime: {p50: " +
         runtime + ", p95: 90d, max: 91d}\n";
}

class BasisReloadTest : public ::testing::Test {
 protected:
  void Mount(const std::string& policy, const std::string& estimates) {
    volume_.Update({{"policy.yaml", policy}, {"estimates.yaml", estimates}});
  }

  // The last line of the log.
  [[nodiscard]] Json Told() const { return lines_.empty() ? Json() : Json::parse(lines_.back()); }
  [[nodiscard]] std::string Metric(const char* family, const std::string& text,
                                   const char* state) const {
    return std::string(family) + "{hash=\"" + FileHash(text) + "\",state=\"" + state + "\"} 1\n";
  }
  [[nodiscard]] static BasisFiles Followed(const test::MountedVolume& volume,
                                           const std::string& policy,
                                           const std::string& estimates) {
    return {.policy = FollowedFile(volume.Path("policy.yaml"), policy),
            .estimates = FollowedFile(volume.Path("estimates.yaml"), estimates)};
  }

  const std::string first_ = Policy("enforce");
  const std::string second_ = Policy("warn");
  const std::string history_ = Estimates("40d");
  test::MountedVolume volume_{"policy.yaml", first_};
  std::vector<std::string> lines_;
  Log log_{LogFormat::kJson, [this](std::string_view line) { lines_.emplace_back(line); }};
  Metrics metrics_;
  PolicyInForce in_force_{std::make_shared<const Basis>(Basis{.policy = test::PolicyOf(first_)})};
  BasisReload reload_{Followed(volume_, first_, history_), in_force_, metrics_, log_};
};

TEST_F(BasisReloadTest, AnEditIsInForceWithTheNextLook) {
  Mount(second_, history_);
  reload_.Poll();
  EXPECT_EQ(in_force_.Get()->policy.mode, Level::kWarn);
  EXPECT_EQ(Told()["event"], "policy_loaded");
  EXPECT_EQ(Told()["policy"], FileHash(second_));
  EXPECT_EQ(Told()["was"], FileHash(first_));
  EXPECT_THAT(metrics_.Text(), HasSubstr(Metric("tenure_policy_info", second_, "in_force")));
}

TEST_F(BasisReloadTest, WhatDidNotChangeIsNotToldAbout) {
  Mount(first_, history_);
  reload_.Poll();
  reload_.Poll();
  EXPECT_TRUE(lines_.empty());
}

TEST_F(BasisReloadTest, ABadPolicyLeavesTheLastGoodOneAndTellsEveryErrorWithItsPlace) {
  const std::string bad = "apiVersion: tenure.dev/v1\nkind: Policy\nmode: forced\nclasses: none\n";
  Mount(bad, history_);
  reload_.Poll();
  EXPECT_EQ(in_force_.Get()->policy.hash, FileHash(first_));
  EXPECT_EQ(Told()["event"], "policy_rejected");
  EXPECT_EQ(Told()["level"], "error");
  EXPECT_EQ(Told()["rejected"], FileHash(bad));
  EXPECT_EQ(Told()["in_force"], FileHash(first_));
  EXPECT_THAT(Told()["errors"], ElementsAre(HasSubstr("policy.yaml:3:7: mode: "),
                                            HasSubstr("policy.yaml:4:10: classes: ")));
  EXPECT_THAT(metrics_.Text(), HasSubstr(Metric("tenure_policy_info", bad, "rejected")));
  EXPECT_THAT(metrics_.Text(),
              HasSubstr("tenure_reloads_total{file=\"policy\",result=\"rejected\"} 1\n"));
}

TEST_F(BasisReloadTest, AfterABadPolicyTheOldOneIsGoodAgain) {
  Mount("mode: forced\n", history_);
  reload_.Poll();
  Mount(first_, history_);
  reload_.Poll();
  EXPECT_EQ(Told()["event"], "policy_loaded");
  EXPECT_THAT(metrics_.Text(), Not(HasSubstr("state=\"rejected\"")));
}

TEST_F(BasisReloadTest, ARemovedFileChangesNothing) {
  volume_.Update({});
  reload_.Poll();
  reload_.Poll();
  EXPECT_EQ(in_force_.Get()->policy.hash, FileHash(first_));
  ASSERT_EQ(lines_.size(), 2U) << "the policy and the estimates, once each";
  EXPECT_EQ(Json::parse(lines_[0])["event"], "policy_missing");
  EXPECT_THAT(Json::parse(lines_[0])["error"].get<std::string>(),
              EndsWith("policy.yaml: No such file or directory"));
  EXPECT_EQ(Json::parse(lines_[1])["event"], "estimates_missing");
}

TEST_F(BasisReloadTest, EstimatesAreFollowedLikeThePolicyAndLeaveItAlone) {
  const std::string newer = Estimates("50d");
  Mount(first_, newer);
  reload_.Poll();
  const Estimate* estimate = in_force_.Get()->estimates->Find("job:assembly");
  ASSERT_NE(estimate, nullptr);
  EXPECT_EQ(estimate->runtime_p50.seconds(), 50 * 24 * 3600);
  EXPECT_EQ(in_force_.Get()->policy.hash, FileHash(first_));
  EXPECT_EQ(Told()["event"], "estimates_loaded");
  EXPECT_EQ(Told()["steps"], 1);
  EXPECT_THAT(metrics_.Text(), HasSubstr(Metric("tenure_estimates_info", newer, "in_force")));
}

TEST_F(BasisReloadTest, BadEstimatesLeaveTheLastGoodOnes) {
  Mount(first_, Estimates("50d"));
  reload_.Poll();
  Mount(second_, Estimates("soon"));
  reload_.Poll();
  EXPECT_NE(in_force_.Get()->estimates->Find("job:assembly"), nullptr);
  EXPECT_EQ(in_force_.Get()->policy.mode, Level::kWarn) << "the policy beside them is taken";
  EXPECT_EQ(Told()["event"], "estimates_rejected");
  EXPECT_EQ(Told()["in_force"], FileHash(Estimates("50d")));
  EXPECT_THAT(Told()["errors"][0].get<std::string>(), HasSubstr("estimates.yaml:6:20: "));
}

}  // namespace
}  // namespace tenure
