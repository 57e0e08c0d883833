// `tenure certs rotate` as its Job runs it, against an API server of the test's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "certs/certificate.h"
#include "certs/identity.h"
#include "certs/pem.h"
#include "tests/e2e/driver/server_process.h"
#include "tests/support/kubernetes/fake_api_server.h"
#include "tests/support/kubernetes/tenure_objects.h"

namespace tenure::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class CertsRotateTest : public ::testing::Test {
 protected:
  CertsRotateTest() {
    api_.Set(kMutatingPath, WebhookConfiguration());
    api_.Set(kValidatingPath, WebhookConfiguration());
    // As the kubelet sets them for every container.
    ::setenv("KUBERNETES_SERVICE_HOST", "127.0.0.1", 1);
    ::setenv("KUBERNETES_SERVICE_PORT", std::to_string(api_.port()).c_str(), 1);
  }
  ~CertsRotateTest() override {
    ::unsetenv("KUBERNETES_SERVICE_HOST");
    ::unsetenv("KUBERNETES_SERVICE_PORT");
  }

  std::unique_ptr<Process> Start(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"certs", "rotate", "--in-cluster", "--service-account",
                               api_.service_account().string()});
    return std::make_unique<Process>(more);
  }
  int Run(const std::vector<std::string>& more = {}) {
    const auto process = Start(more);
    const int status = process->Wait();
    lines_ = process->Lines();
    errors_ = process->Errors();
    return status;
  }
  // Runs it until the API server has done so much, and kills it before it hears of it.
  void RunAndKillAt(int request, const std::vector<std::string>& more) {
    std::atomic<Process*> running = nullptr;
    const int first = api_.requests();
    api_.After([&](int number) {
      if (number != first + request) return 0;
      while (running == nullptr) std::this_thread::yield();
      running.load()->Signal(SIGKILL);
      return 0;
    });
    const auto process = Start(more);
    running = process.get();
    const int status = process->Wait();
    api_.After(nullptr);
    was_killed_ = status == -1;
  }

  void ExpectInOrder() {
    const std::string bundle = BundleOfWebhook(api_.Get(kMutatingPath), 0);
    EXPECT_EQ(BundleOfWebhook(api_.Get(kValidatingPath), 1), bundle);
    const auto secret = api_.Get(kSecretPath);
    const auto served = ReadIdentity(SecretData(secret, "tls.crt"), SecretData(secret, "tls.key"));
    ASSERT_TRUE(served) << served.error();
    const auto authorities = ReadCertificates(bundle);
    ASSERT_TRUE(authorities) << authorities.error();
    EXPECT_TRUE(std::ranges::any_of(*authorities, [&](const Certificate& authority) {
      return IsSignedBy(*served->leaf, *authority);
    }));
  }

  FakeApiServer api_;
  std::vector<std::string> lines_;
  std::string errors_;
  bool was_killed_ = false;
};

TEST_F(CertsRotateTest, InstallsAndTellsEachStep) {
  EXPECT_EQ(Run(), 0) << errors_;
  ExpectInOrder();
  EXPECT_THAT(lines_, Contains(StartsWith("issuing the first CA and certificate")));
  EXPECT_THAT(lines_, Contains(StartsWith("nothing to do until ")));
  EXPECT_THAT(lines_, Not(Contains(HasSubstr("PRIVATE KEY"))));
}

TEST_F(CertsRotateTest, KilledAfterAnyRequestAndRunAgainItEndsRight) {
  for (const auto& wish : {"--renew", "--new-ca"}) {
    ASSERT_EQ(Run(), 0) << errors_;
    was_killed_ = true;
    for (int request = 1; was_killed_; ++request) {
      RunAndKillAt(request, {wish, "--overlap", "0s"});
      EXPECT_EQ(Run({"--overlap", "0s"}), 0) << errors_;
      ExpectInOrder();
      ASSERT_LT(request, 100);
    }
  }
}

TEST_F(CertsRotateTest, SaysWhatIsInTheWay) {
  api_.Set(kValidatingPath, nullptr);
  EXPECT_EQ(Run({"--wait", "1s"}), 1);
  EXPECT_THAT(errors_, HasSubstr("there is no validating webhook configuration 00-tenure"));
}

TEST_F(CertsRotateTest, OtherNamesMayBeGiven) {
  api_.Set("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/mine",
           WebhookConfiguration());
  EXPECT_EQ(Run({"--mutating", "mine", "--validating", "00-tenure", "--service", "hook",
                 "--namespace", "lab", "--secret", "hook-tls"}),
            0)
      << errors_;
  const auto secret = api_.Get("/api/v1/namespaces/lab/secrets/hook-tls");
  EXPECT_TRUE(IsFor(*ReadCertificates(SecretData(secret, "tls.crt"))->front(), "hook.lab.svc"));
  EXPECT_EQ(BundleOfWebhook(api_.Get(kMutatingPath), 0), "") << "not asked for";
}

TEST_F(CertsRotateTest, WrongUsageIsToldBeforeAnythingIsDone) {
  EXPECT_EQ(Run({"--overlap", "7"}), 2);
  EXPECT_THAT(errors_, HasSubstr("--overlap: \"7\" is not a duration"));
  EXPECT_EQ(Run({"--ca-life", "100d"}), 2);
  EXPECT_THAT(errors_, HasSubstr("--ca-life must be longer than --life and twice --overlap"));
  ::unsetenv("KUBERNETES_SERVICE_HOST");
  EXPECT_EQ(Run(), 2);
  EXPECT_THAT(errors_, HasSubstr("this is no pod"));
  EXPECT_EQ(api_.requests(), 0);
}

}  // namespace
}  // namespace tenure::test
