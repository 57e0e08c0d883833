#include "certs/rotation/rotate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/certs/rotation/installation.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using test::kDay;
using test::kInstalled;
using test::kMutatingPath;
using test::kSecretPath;
using test::kValidatingPath;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;

class RotateTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(installation_.Run(), "");
    installation_.ExpectInOrder();
  }
  // A run at that time after the installation, which must go well.
  void RunAfter(std::chrono::seconds age) {
    now_ = kInstalled + age;
    EXPECT_EQ(installation_.Run(), "") << "after " << RoughText(age);
    installation_.ExpectInOrder();
  }
  [[nodiscard]] std::size_t TrustedCas() {
    return ReadCertificates(installation_.Bundle())->size();
  }
  void Edit(const char* path, const std::function<void(Json&)>& edit) {
    Json object = api_.Get(path);
    edit(object);
    api_.Set(path, object);
  }

  test::Installation installation_;
  test::FakeApiServer& api_ = installation_.api();
  Time& now_ = installation_.now();
};

TEST_F(RotateTest, InstallsAllAndThenHasNothingToDo) {
  const int writes = api_.writes();
  EXPECT_EQ(writes, 4) << "the Secret created and filled, two registrations";
  EXPECT_EQ(installation_.Run(), "");
  EXPECT_EQ(api_.writes(), writes);
  EXPECT_THAT(installation_.reports(), Contains(StartsWith("nothing to do until 2027-01-20")));
}

TEST_F(RotateTest, WritesNothingButWhatIsItsOwn) {
  const Json configuration = api_.Get(kMutatingPath);
  EXPECT_EQ(configuration["webhooks"][0]["futureField"], 7);
  EXPECT_EQ(configuration["webhooks"][0]["clientConfig"]["service"]["name"], "tenure");
  Edit(kSecretPath, [](Json& secret) { secret["metadata"]["labels"]["mine"] = "kept"; });
  RunAfter(61 * kDay);
  EXPECT_EQ(api_.Get(kSecretPath)["metadata"]["labels"]["mine"], "kept");
}

TEST_F(RotateTest, TheSecretHasTheNamesThatTheApiServerAsksFor) {
  const auto identity = ReadIdentity(installation_.Served(), installation_.Data("tls.key"));
  EXPECT_THAT(AlternativeNames(*identity->leaf),
              testing::ElementsAre("tenure.tenure-system.svc", "tenure.tenure-system", "tenure"));
}

TEST_F(RotateTest, RenewsTheServerCertificateAtTwoThirdsOfItsLife) {
  const std::string first = installation_.Served();
  const std::string bundle = installation_.Bundle();
  RunAfter(60 * kDay - 1h);
  EXPECT_EQ(installation_.Served(), first);
  RunAfter(60 * kDay);
  EXPECT_NE(installation_.Served(), first);
  EXPECT_EQ(installation_.Bundle(), bundle) << "of the same CA";
  EXPECT_EQ(installation_.WhyRefused(first, bundle), "") << "servers may be behind";
}

TEST_F(RotateTest, RotatesTheCaWithOldAndNewTrustedSevenDaysBeforeAndAfter) {
  const auto ca_due = installation_.options().ca_life * 2 / 3;
  RunAfter(ca_due - 1h);
  EXPECT_EQ(TrustedCas(), 1U);
  const std::string old_ca = installation_.Data("ca.crt");

  RunAfter(ca_due);
  const std::string old_leaf = installation_.Served();
  EXPECT_EQ(TrustedCas(), 2U);
  EXPECT_EQ(installation_.Data("ca.crt"), old_ca) << "still signs";
  RunAfter(ca_due + 7 * kDay - 1h);
  EXPECT_EQ(installation_.Served(), old_leaf);

  RunAfter(ca_due + 7 * kDay);
  EXPECT_NE(installation_.Data("ca.crt"), old_ca);
  EXPECT_NE(installation_.Served(), old_leaf);
  EXPECT_EQ(installation_.WhyRefused(old_leaf, installation_.Bundle()), "");
  RunAfter(ca_due + 14 * kDay - 1h);
  EXPECT_EQ(TrustedCas(), 2U);

  RunAfter(ca_due + 14 * kDay);
  EXPECT_EQ(TrustedCas(), 1U);
  EXPECT_NE(installation_.WhyRefused(old_leaf, installation_.Bundle()), "");
}

// Five years of a Job that runs every three days. Between runs, servers may still show what the
// previous run left, and API servers may still trust what it left.
TEST_F(RotateTest, NothingIsEverServedThatIsNotTrusted) {
  std::string served = installation_.Served();
  std::string bundle = installation_.Bundle();
  int renewals = 0;
  for (auto age = 3 * kDay; age < 5 * 365 * kDay; age += 3 * kDay) {
    RunAfter(age);
    ASSERT_EQ(installation_.WhyRefused(served, installation_.Bundle()), "") << RoughText(age);
    ASSERT_EQ(installation_.WhyRefused(installation_.Served(), bundle), "") << RoughText(age);
    if (installation_.Served() != served) ++renewals;
    served = installation_.Served();
    bundle = installation_.Bundle();
  }
  EXPECT_GE(renewals, 30);
}

TEST_F(RotateTest, AfterYearsWithoutARunEverythingIsMadeAnew) {
  RunAfter(5 * 365 * kDay);
  EXPECT_EQ(TrustedCas(), 1U) << "and what has ended is forgotten";
}

TEST_F(RotateTest, ANewNameIsTakenIn) {
  installation_.options().names.dns.emplace_back("webhook.example.org");
  RunAfter(1h);
  EXPECT_THAT(installation_.reports(), Contains(HasSubstr("is not for webhook.example.org")));
}

TEST_F(RotateTest, RenewsWhenAskedTo) {
  const std::string first = installation_.Served();
  installation_.options().renew = true;
  RunAfter(1h);
  EXPECT_NE(installation_.Served(), first);
  EXPECT_EQ(TrustedCas(), 1U);
}

TEST_F(RotateTest, BeginsANewCaWhenAskedTo) {
  installation_.options().new_ca = true;
  RunAfter(1h);
  EXPECT_EQ(TrustedCas(), 2U);
  RunAfter(2h);
  EXPECT_EQ(TrustedCas(), 2U) << "asked again while it is on its way";
}

TEST_F(RotateTest, WithoutOverlapACaIsGoneInOneRun) {
  const std::string old_leaf = installation_.Served();
  installation_.options().new_ca = true;
  installation_.options().overlap = 0s;
  RunAfter(1h);
  EXPECT_EQ(TrustedCas(), 1U);
  EXPECT_NE(installation_.WhyRefused(old_leaf, installation_.Bundle()), "");
}

TEST_F(RotateTest, ADryRunTellsTheNextStepAndTakesNone) {
  installation_.limits().dry_run = true;
  const int writes = api_.writes();
  now_ += 61 * kDay;
  EXPECT_EQ(installation_.Run(), "");
  EXPECT_THAT(installation_.reports(),
              testing::ElementsAre("renewing the server certificate: the server certificate ends "
                                   "2027-02-19 00:00 UTC"));
  EXPECT_EQ(api_.writes(), writes);
}

TEST_F(RotateTest, NoStepIsReportedWithAKey) {
  now_ += 61 * kDay;
  EXPECT_EQ(installation_.Run(), "");
  for (const std::string& line : installation_.reports()) {
    EXPECT_THAT(line, Not(HasSubstr("PRIVATE"))) << line;
  }
}

// --- The fault table of docs/certificates.md ---

TEST_F(RotateTest, ADeletedSecretIsMadeAnewAndTheOldCaStaysTrusted) {
  const std::string old_leaf = installation_.Served();
  api_.Set(kSecretPath, nullptr);
  RunAfter(1h);
  EXPECT_NE(installation_.Served(), old_leaf);
  EXPECT_EQ(installation_.WhyRefused(old_leaf, installation_.Bundle()), "")
      << "servers have it in memory";
  RunAfter(1h + 7 * kDay);
  EXPECT_EQ(TrustedCas(), 1U);
}

TEST_F(RotateTest, ACaSwappedByHandInTheSecretSignsAndTheOldOneStaysTrusted) {
  const std::string old_leaf = installation_.Served();
  const test::Authority corporate(now_);
  Edit(kSecretPath, [&](Json& secret) {
    secret["data"]["ca.crt"] = ToBase64(corporate.Pem());
    secret["data"]["ca.key"] = ToBase64(ToPem(*corporate.issued().key));
  });
  RunAfter(1h);
  EXPECT_EQ(installation_.Data("ca.crt"), corporate.Pem());
  EXPECT_EQ(installation_.WhyRefused(installation_.Served(), corporate.Pem()), "");
  EXPECT_EQ(installation_.WhyRefused(old_leaf, installation_.Bundle()), "");
}

TEST_F(RotateTest, ABundleSwappedByHandIsPutRight) {
  const test::Authority other(now_);
  Edit(kValidatingPath, [&](Json& configuration) {
    configuration["webhooks"][1]["clientConfig"]["caBundle"] = ToBase64(other.Pem());
  });
  RunAfter(1h);
  EXPECT_EQ(TrustedCas(), 1U);
}

TEST_F(RotateTest, AnUpgradeThatTakesTheBundlesAwayIsPutRight) {
  api_.Set(kMutatingPath, test::WebhookConfiguration());
  RunAfter(1h);
}

TEST_F(RotateTest, ATruncatedCertificateIsRenewed) {
  Edit(kSecretPath, [&](Json& secret) {
    secret["data"]["tls.crt"] = ToBase64(installation_.Served().substr(0, 100));
  });
  RunAfter(1h);
  EXPECT_EQ(TrustedCas(), 1U);
}

TEST_F(RotateTest, ALostCaKeyIsReplacedWithoutDistrustingWhatIsServed) {
  const std::string old_leaf = installation_.Served();
  Edit(kSecretPath, [](Json& secret) { secret["data"]["ca.key"] = ToBase64("nonsense"); });
  RunAfter(1h);
  EXPECT_EQ(TrustedCas(), 2U);
  EXPECT_EQ(installation_.Served(), old_leaf) << "good still";
  RunAfter(1h + 7 * kDay);
  EXPECT_NE(installation_.Served(), old_leaf);
}

TEST_F(RotateTest, AClockThatIsWrongChangesNothing) {
  for (const auto wrong : {-365 * kDay, 5 * 365 * kDay}) {
    const int writes = api_.writes();
    std::string error;
    {
      // The API server's clock is right.
      test::FakeApiServer right;
      const Json secret = api_.Get(kSecretPath);
      right.Set(kSecretPath, secret);
      const auto api =
          NewHttpKubernetesApi({.url = "https://127.0.0.1:" + std::to_string(right.port()),
                                .ca_file = right.service_account() / "ca.crt",
                                .token_file = right.service_account() / "token"});
      now_ = std::chrono::system_clock::now() + wrong;
      error = installation_.Run(*api);
      EXPECT_EQ(right.writes(), 0);
    }
    EXPECT_THAT(error,
                AllOf(HasSubstr("the clock of this node says"), HasSubstr("nothing was changed")));
    EXPECT_EQ(api_.writes(), writes);
  }
}

TEST_F(RotateTest, AClockThatIsMinutesOffDoesNotMatter) {
  test::FakeApiServer behind([this] { return now_ - 4min; });
  behind.Set(kSecretPath, api_.Get(kSecretPath));
  behind.Set(kMutatingPath, api_.Get(kMutatingPath));
  behind.Set(kValidatingPath, api_.Get(kValidatingPath));
  const auto api =
      NewHttpKubernetesApi({.url = "https://127.0.0.1:" + std::to_string(behind.port()),
                            .ca_file = behind.service_account() / "ca.crt",
                            .token_file = behind.service_account() / "token"});
  EXPECT_EQ(installation_.Run(*api), "");
}

TEST_F(RotateTest, WhenAllClocksAreBehindNothingIsChanged) {
  now_ = kInstalled - 365 * kDay;
  EXPECT_THAT(installation_.Run(), HasSubstr("is not valid before"));
  EXPECT_EQ(api_.writes(), 4);
}

TEST_F(RotateTest, ACertificateOfSomebodyElseIsLeftAlone) {
  const test::PemPair pair = test::Authority(now_).Server(now_);
  const Json secret = {
      {"metadata", Json::object()},
      {"data", {{"tls.crt", ToBase64(pair.certificate)}, {"tls.key", ToBase64(pair.key)}}}};
  api_.Set(kSecretPath, secret);
  EXPECT_THAT(installation_.Run(), HasSubstr("was not made here"));
  EXPECT_EQ(installation_.Served(), pair.certificate);
}

TEST_F(RotateTest, AMissingRegistrationIsWaitedForAndNamed) {
  api_.Set(kValidatingPath, nullptr);
  const std::string error = installation_.Run();
  EXPECT_THAT(error, HasSubstr("there is no validating webhook configuration 00-tenure"));
  api_.Set(kValidatingPath, test::WebhookConfiguration());
  RunAfter(1h);
}

TEST_F(RotateTest, AMissingRegistrationKeepsNoOtherFromBeingServed) {
  api_.Set(kValidatingPath, nullptr);
  now_ = kInstalled + 61 * kDay;
  const std::string first = installation_.Served();
  EXPECT_NE(installation_.Run(), "");
  EXPECT_NE(installation_.Served(), first);
}

TEST(RotateFirstTest, BeforeAnythingIsRegisteredOnlyTheSecretIsMade) {
  test::Installation installation;
  installation.api().Set(kMutatingPath, nullptr);
  installation.api().Set(kValidatingPath, nullptr);
  installation.options().secret_only = true;
  EXPECT_EQ(installation.Run(), "");
  EXPECT_EQ(installation.WhyRefused(installation.Served(), installation.Data("ca.crt")), "");
  const std::string first = installation.Served();
  EXPECT_EQ(installation.Run(), "") << "and again";
  EXPECT_EQ(installation.Served(), first);
  installation.options().secret_only = false;
  installation.api().Set(kMutatingPath, test::WebhookConfiguration());
  installation.api().Set(kValidatingPath, test::WebhookConfiguration());
  EXPECT_EQ(installation.Run(), "");
  installation.ExpectInOrder();
  EXPECT_EQ(installation.Served(), first);
}

}  // namespace
}  // namespace tenure
