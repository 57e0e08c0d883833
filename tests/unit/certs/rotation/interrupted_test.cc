// A rotation may be killed at any point, run twice at once, and meet an API
// server in a bad moment: it ends right.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "certs/files.h"
#include "tests/unit/certs/rotation/installation.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using test::kDay;
using test::kInstalled;
using test::kSecretPath;
using ::testing::HasSubstr;

// A situation in which something is to be done.
struct Situation {
  const char* name;
  void (*prepare)(test::Installation& installation);
};

void Install(test::Installation& installation) { EXPECT_EQ(installation.Run(), ""); }

void InstallAndWait(test::Installation& installation, std::chrono::seconds time) {
  Install(installation);
  installation.now() = kInstalled + time;
}

constexpr auto kCaDue = 730 * 24h * 2 / 3;

const Situation kSituations[] = {
    {"Nothing", [](test::Installation&) {}},
    {"RenewalDue", [](test::Installation& i) { InstallAndWait(i, 61 * kDay); }},
    {"CaDue", [](test::Installation& i) { InstallAndWait(i, kCaDue); }},
    {"SwitchDue",
     [](test::Installation& i) {
       InstallAndWait(i, kCaDue);
       EXPECT_EQ(i.Run(), "");
       i.now() += 7 * kDay;
     }},
    {"ForgettingDue",
     [](test::Installation& i) {
       InstallAndWait(i, kCaDue);
       EXPECT_EQ(i.Run(), "");
       i.now() += 7 * kDay;
       EXPECT_EQ(i.Run(), "");
       i.now() += 7 * kDay;
     }},
    {"SecretDeleted",
     [](test::Installation& i) {
       Install(i);
       i.api().Set(kSecretPath, nullptr);
     }},
    {"EverythingExpired", [](test::Installation& i) { InstallAndWait(i, 5 * 365 * kDay); }},
    {"CaLost",
     [](test::Installation& i) {
       Install(i);
       auto secret = i.api().Get(kSecretPath);
       secret["data"]["ca.key"] = ToBase64("nonsense");
       i.api().Set(kSecretPath, secret);
     }},
};

struct Killed {};

// Ends the run before a call, which is after the one before it: a kill has no
// other moments that anybody could tell apart.
class KilledBeforeCall final : public KubernetesApi {
 public:
  KilledBeforeCall(KubernetesApi& api, int call) : api_(api), left_(call) {}

  Reply Get(const std::string& path) override {
    CountDown();
    return api_.Get(path);
  }
  Reply Put(const std::string& path, const nlohmann::json& object) override {
    CountDown();
    return api_.Put(path, object);
  }
  Reply Apply(const std::string& path, const nlohmann::json& object) override {
    CountDown();
    return api_.Apply(path, object);
  }

 private:
  void CountDown() {
    if (--left_ == 0) throw Killed();
  }

  KubernetesApi& api_;
  int left_;
};

class InterruptedTest : public ::testing::TestWithParam<Situation> {};

TEST_P(InterruptedTest, KilledAtAnyCallAndRunAgainItEndsRight) {
  bool was_killed = true;
  for (int call = 1; was_killed; ++call) {
    ASSERT_LT(call, 100);
    test::Installation installation;
    GetParam().prepare(installation);
    const std::string served = installation.Served();
    const auto api = installation.Connect();
    KilledBeforeCall killed(*api, call);
    was_killed = false;
    try {
      EXPECT_EQ(installation.Run(killed), "");
    } catch (const Killed&) {
      was_killed = true;
    }
    const bool was_good = installation.WhyRefused(served, installation.Bundle()).empty();
    if (!served.empty() && was_good) {
      EXPECT_EQ(installation.WhyRefused(installation.Served(), installation.Bundle()), "")
          << "killed before call " << call << ": what the Secret holds is not trusted";
    }
    EXPECT_EQ(installation.Run(), "") << "after a kill before call " << call;
    installation.ExpectInOrder();
  }
}

TEST_P(InterruptedTest, TwoAtOnceEndWithTheSame) {
  for (int round = 0; round < 5; ++round) {
    test::Installation installation;
    GetParam().prepare(installation);
    std::vector<std::thread> jobs;
    for (int n = 0; n < 2; ++n) {
      jobs.emplace_back([&] {
        const auto api = installation.Connect();
        EXPECT_EQ(installation.RunWith(*api, [](std::string_view) {}), "");
      });
    }
    for (std::thread& job : jobs) job.join();
    installation.ExpectInOrder();
    const std::string served = installation.Served();
    const int writes = installation.api().writes();
    EXPECT_EQ(installation.Run(), "");
    EXPECT_EQ(installation.api().writes(), writes) << "nothing was left to do";
    EXPECT_EQ(installation.Served(), served);
  }
}

TEST_P(InterruptedTest, AnyCallMayFailOnceAndTheSameRunEndsRight) {
  constexpr std::array kPassing = {500, 429, 503, 409};
  bool has_failed = true;
  for (int call = 1; has_failed; ++call) {
    for (const bool after : {false, true}) {
      test::Installation installation;
      GetParam().prepare(installation);
      const int failing = installation.api().requests() + call;
      const int status = kPassing.at(static_cast<std::size_t>(call) % kPassing.size());
      const auto fail = [&](int request) { return request == failing ? status : 0; };
      if (after) {
        installation.api().After(fail);
      } else {
        installation.api().Before(fail);
      }
      EXPECT_EQ(installation.Run(), "") << "call " << call << " answered " << status;
      installation.ExpectInOrder();
      has_failed = installation.api().requests() >= failing;
    }
    ASSERT_LT(call, 100);
  }
}

class FailingTest : public ::testing::Test {
 protected:
  std::string RunWhereAllAnswer(int status) {
    installation_.api().Before([status](int) { return status; });
    return installation_.Run();
  }

  test::Installation installation_;
};

TEST_F(FailingTest, WhatDoesNotPassIsToldAtOnce) {
  EXPECT_EQ(RunWhereAllAnswer(403),
            "Secret tenure-system/tenure-tls: the API server answers 403: it was to be so");
  EXPECT_EQ(installation_.api().requests(), 1) << "asking again would not help";
}

TEST_F(FailingTest, WhatDoesNotEndIsToldAfterAWhile) {
  EXPECT_THAT(RunWhereAllAnswer(503), HasSubstr("the API server answers 503"));
  EXPECT_EQ(installation_.api().requests(), 11);
}

TEST_F(FailingTest, AnApiServerThatIsNotThereIsNamed) {
  const auto nowhere =
      NewHttpKubernetesApi({.url = "https://127.0.0.1:1",
                            .ca_file = installation_.api().service_account() / "ca.crt",
                            .token_file = installation_.api().service_account() / "token"});
  EXPECT_THAT(installation_.Run(*nowhere), HasSubstr("https://127.0.0.1:1: "));
}

TEST_F(FailingTest, AnApiServerOfAnotherCaIsNotSpokenTo) {
  const test::FakeApiServer other;
  const auto api = NewHttpKubernetesApi(
      {.url = "https://127.0.0.1:" + std::to_string(installation_.api().port()),
       .ca_file = other.service_account() / "ca.crt",
       .token_file = other.service_account() / "token"});
  EXPECT_NE(installation_.Run(*api), "");
  EXPECT_EQ(installation_.api().requests(), 0) << "it did not see the token";
}

TEST_F(FailingTest, ATokenThatIsNotTakenIsTold) {
  const auto folder = installation_.api().service_account();
  ASSERT_TRUE(WriteFile(folder / "token", "another", FileAccess::kOwnerOnly));
  EXPECT_THAT(installation_.Run(), HasSubstr("answers 401"));
  ASSERT_TRUE(WriteFile(folder / "token", "a-token", FileAccess::kOwnerOnly));
  EXPECT_EQ(installation_.Run(), "") << "it is read again for each request";
}

INSTANTIATE_TEST_SUITE_P(Situations, InterruptedTest, ::testing::ValuesIn(kSituations),
                         [](const auto& situation) { return std::string(situation.param.name); });

}  // namespace
}  // namespace tenure
