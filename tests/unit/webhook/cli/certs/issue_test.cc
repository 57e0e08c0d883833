#include "webhook/cli/certs/issue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "certs/certificate.h"
#include "certs/files.h"
#include "certs/identity.h"
#include "certs/pem.h"
#include "tests/support/temporary_folder.h"
#include "webhook/cli/exit_status.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

class IssueCommandTest : public ::testing::Test {
 protected:
  IssueCommandTest() { options_.folder = (folder_.path() / "certs").string(); }

  void Issue(Time now = kNow) {
    EXPECT_EQ(RunIssue(options_, out_, errors_, now), kExitSuccess) << errors_.str();
  }
  std::string ErrorOf(Time now = kNow) {
    errors_.str("");
    EXPECT_EQ(RunIssue(options_, out_, errors_, now), kExitUsage);
    return errors_.str();
  }
  [[nodiscard]] fs::path Path(const std::string& name) const {
    return fs::path(options_.folder) / name;
  }
  [[nodiscard]] Certificate Read(const std::string& name) const {
    return std::move(ReadCertificates(*ReadFile(Path(name)))->front());
  }

  test::TemporaryFolder folder_;
  IssueOptions options_;
  std::ostringstream out_;
  std::ostringstream errors_;
};

TEST_F(IssueCommandTest, MakesACaAndACertificateOfTheService) {
  options_.dns = {"webhook.example.org"};
  options_.ip = {"10.0.0.7"};
  Issue();
  const auto identity = LoadIdentity(Path("tls.crt"), Path("tls.key"), kNow);
  ASSERT_TRUE(identity) << identity.error();
  EXPECT_THAT(AlternativeNames(*identity->leaf),
              ElementsAre("tenure.tenure-system.svc", "tenure.tenure-system", "tenure",
                          "webhook.example.org", "10.0.0.7"));
  EXPECT_TRUE(IsSignedBy(*identity->leaf, *Read("ca.crt")));
  EXPECT_THAT(out_.str(), HasSubstr("tls.crt: ends 2027-02-19 00:00 UTC"));
}

TEST_F(IssueCommandTest, KeysAreTheOwnersOnly) {
  Issue();
  for (const char* key : {"ca.key", "tls.key"}) {
    EXPECT_EQ(fs::status(Path(key)).permissions(), fs::perms::owner_read | fs::perms::owner_write)
        << key;
  }
}

TEST_F(IssueCommandTest, KeepsTheCaAndReplacesTheCertificate) {
  Issue();
  const Certificate ca = Read("ca.crt");
  const Certificate first = Read("tls.crt");
  Issue();
  EXPECT_TRUE(IsSame(*ca, *Read("ca.crt")));
  EXPECT_FALSE(IsSame(*first, *Read("tls.crt")));
}

TEST_F(IssueCommandTest, ACertificateDoesNotOutliveItsCa) {
  options_.ca_life = "30d";
  Issue();
  EXPECT_EQ(NotAfter(*Read("tls.crt")), NotAfter(*Read("ca.crt")));
}

TEST_F(IssueCommandTest, SignsWithTheCaThatYouHave) {
  Issue();
  options_.ca_file = Path("ca.crt").string();
  options_.ca_key_file = Path("ca.key").string();
  const Certificate ca = Read("ca.crt");
  options_.folder = (folder_.path() / "other").string();
  Issue();
  EXPECT_TRUE(IsSignedBy(*Read("tls.crt"), *ca));
  EXPECT_FALSE(fs::exists(Path("ca.crt")));
}

TEST_F(IssueCommandTest, NeverOverwritesHalfACa) {
  Issue();
  fs::remove(Path("ca.key"));
  EXPECT_THAT(ErrorOf(), HasSubstr("ca.key: No such file or directory"));
}

TEST_F(IssueCommandTest, RefusesACaThatCannotSign) {
  Issue();
  EXPECT_THAT(ErrorOf(kNow + 24h * 731), HasSubstr("ca.crt: expired on"));
  options_.ca_file = Path("tls.crt").string();
  options_.ca_key_file = Path("tls.key").string();
  EXPECT_THAT(ErrorOf(), HasSubstr("tls.crt: is no CA"));
  options_.ca_key_file = Path("ca.key").string();
  EXPECT_THAT(ErrorOf(), HasSubstr("ca.key is not the key of "));
}

TEST_F(IssueCommandTest, MakesClientCertificates) {
  options_.client = "apiserver";
  Issue();
  const Certificate client = Read("client.crt");
  EXPECT_EQ(SubjectText(*client), "CN=apiserver");
  EXPECT_TRUE(MayBeAClient(*client));
  EXPECT_FALSE(MayServe(*client));
  EXPECT_FALSE(fs::exists(Path("tls.crt")));
}

TEST_F(IssueCommandTest, SaysWhatIsWrongWithAnOption) {
  options_.life = "90";
  EXPECT_THAT(ErrorOf(), HasSubstr("--life: \"90\" is not a duration"));
  options_.life = "59m";
  EXPECT_THAT(ErrorOf(), HasSubstr("--life: \"59m\" is less than an hour"));
  options_.life = "90d";
  options_.dns = {"a,IP:10.0.0.1"};
  EXPECT_THAT(ErrorOf(), HasSubstr("\"a,IP:10.0.0.1\" is no DNS name"));
  options_.dns = {};
  options_.ip = {"10.0.0"};
  EXPECT_THAT(ErrorOf(), HasSubstr("--ip: \"10.0.0\" is no address"));
  EXPECT_FALSE(fs::exists(options_.folder)) << "nothing was written";
}

TEST_F(IssueCommandTest, TheLongestServiceNamesHaveCertificates) {
  options_.service = std::string(63, 's');
  options_.name_space = std::string(63, 'n');
  Issue();
  EXPECT_TRUE(IsFor(*Read("tls.crt"), options_.service + '.' + options_.name_space + ".svc"));
}

}  // namespace
}  // namespace tenure
