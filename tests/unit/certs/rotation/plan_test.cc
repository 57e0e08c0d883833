#include "certs/rotation/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "certs/certificate.h"
#include "certs/pem.h"
#include "certs/rotation/carry_out.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
constexpr std::chrono::hours kDay{24};

RotationOptions Options() { return {.names = NamesOfService("tenure", "lab")}; }

class PlanTest : public ::testing::Test {
 protected:
  PlanTest() {
    state_.secret_exists = true;
    state_.registrations = {{.text = "mutating", .bundles = {"", ""}},
                            {.text = "validating", .bundles = {""}}};
  }

  Step Next() { return PlanRotation(state_, options_, now_); }

  // Takes the next step as the loop would.
  StepKind Take() {
    Step step = Next();
    const StepKind kind = step.kind;
    if (kind == StepKind::kTrust) {
      for (std::string& bundle : state_.registrations[step.registration].bundles) {
        bundle = BundleOf(state_.stored);
      }
    } else if (ChangesTheSecret(kind)) {
      EXPECT_TRUE(CarryOut(std::move(step), options_, now_, state_.stored));
    }
    return kind;
  }

  // All steps until there is nothing to do.
  std::vector<StepKind> TakeAll() {
    std::vector<StepKind> kinds;
    while (kinds.size() < 20) {
      const StepKind kind = Take();
      if (kind == StepKind::kNothing || kind == StepKind::kWait) break;
      kinds.push_back(kind);
    }
    return kinds;
  }

  Time now_ = kNow;
  RotationOptions options_ = Options();
  RotationState state_;
};

TEST_F(PlanTest, TheFirstCaIsIssuedAndTrusted) {
  EXPECT_THAT(TakeAll(), ElementsAre(StepKind::kIssueFirst, StepKind::kTrust, StepKind::kTrust));
  EXPECT_EQ(Next().due, kNow + 60 * kDay);
}

TEST_F(PlanTest, IsTheSameForTheSame) {
  TakeAll();
  now_ += 60 * kDay;
  EXPECT_EQ(Next().kind, StepKind::kRenewServer);
  EXPECT_EQ(Next().why, Next().why);
}

TEST_F(PlanTest, ANewCaIsTrustedBeforeItSigns) {
  TakeAll();
  now_ += options_.ca_life * 2 / 3;
  EXPECT_THAT(TakeAll(), ElementsAre(StepKind::kRenewServer, StepKind::kIssueNextCa,
                                     StepKind::kTrust, StepKind::kTrust, StepKind::kNoteTrusted));
  EXPECT_EQ(Next().due, now_ + 7 * kDay);
  now_ += 7 * kDay;
  EXPECT_THAT(TakeAll(), ElementsAre(StepKind::kSwitchCa));
  now_ += 7 * kDay;
  EXPECT_THAT(TakeAll(),
              ElementsAre(StepKind::kForgetPrevious, StepKind::kTrust, StepKind::kTrust));
}

// The overlap counts from when registrations trust the CA, not from its birth.
TEST_F(PlanTest, TheOverlapBeginsWhenEveryRegistrationTrustsTheNextCa) {
  TakeAll();
  now_ += options_.ca_life * 2 / 3;
  while (Take() != StepKind::kIssueNextCa) {
  }
  now_ += 3 * kDay;  // the API server was away
  TakeAll();
  EXPECT_EQ(Next().due, now_ + 7 * kDay);
}

TEST_F(PlanTest, ACaThatIsAboutToEndIsNotWaitedForUntilItHas) {
  TakeAll();
  now_ = NotAfter(*state_.stored.ca->certificate) - 4 * kDay;
  TakeAll();
  EXPECT_EQ(Next().due, now_ + 2 * kDay) << "half of what is left";
}

TEST_F(PlanTest, ACertificateDoesNotOutliveItsCa) {
  TakeAll();
  now_ = NotAfter(*state_.stored.ca->certificate) - 4 * kDay;
  TakeAll();
  EXPECT_EQ(NotAfter(*state_.stored.server->certificate), NotAfter(*state_.stored.ca->certificate));
}

TEST_F(PlanTest, ACaIsReplacedEarlyEnoughForTwoOverlapsAndALife) {
  options_.ca_life = 120 * kDay;  // two thirds would be after 80 days
  TakeAll();
  EXPECT_EQ(Next().due, kNow + 16 * kDay);
}

TEST_F(PlanTest, SaysWhyItDoesSomething) {
  TakeAll();
  now_ += 60 * kDay;
  EXPECT_EQ(Next().why, "the server certificate ends 2027-02-19 00:00 UTC");
  options_.names.ip = {"10.0.0.7"};
  EXPECT_EQ(Next().why, "the server certificate is not for 10.0.0.7");
}

TEST_F(PlanTest, AStrangerInABundleIsKeptOnlyWhereItExplainsWhatIsServed) {
  TakeAll();
  const auto stranger = IssueCa("stranger", kNow, 1000h);
  state_.registrations[0].bundles[0] = ToPem(*stranger->certificate);
  EXPECT_THAT(TakeAll(), ElementsAre(StepKind::kTrust));
  state_.stored.server = *IssueServer(*stranger, options_.names, kNow, 100h);
  state_.registrations[0].bundles[0] = ToPem(*stranger->certificate);
  EXPECT_THAT(TakeAll(), ElementsAre(StepKind::kKeepTrusting, StepKind::kTrust, StepKind::kTrust,
                                     StepKind::kRenewServer));
}

TEST_F(PlanTest, ALostDateBeginsTheOverlapAgain) {
  TakeAll();
  state_.stored.previous_cas.push_back(std::move(IssueCa("old", kNow, 10000h)->certificate));
  EXPECT_EQ(Next().kind, StepKind::kKeepTrusting);
  TakeAll();
  EXPECT_EQ(Next().due, now_ + 7 * kDay);
}

TEST_F(PlanTest, TheSecretComesFirst) {
  state_.secret_exists = false;
  EXPECT_EQ(Next().kind, StepKind::kCreateSecret);
}

TEST_F(PlanTest, WhatIsMissingIsWaitedForLast) {
  state_.registrations[0].exists = false;
  state_.registrations[0].bundles.clear();
  EXPECT_THAT(TakeAll(), ElementsAre(StepKind::kIssueFirst, StepKind::kTrust));
  EXPECT_EQ(Next().kind, StepKind::kWait);
  EXPECT_THAT(Next().why, HasSubstr("there is no mutating"));
}

}  // namespace
}  // namespace tenure
