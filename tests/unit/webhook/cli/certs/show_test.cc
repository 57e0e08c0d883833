#include "webhook/cli/certs/show.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "certs/files.h"
#include "tests/support/authority.h"
#include "tests/support/temporary_folder.h"
#include "webhook/cli/exit_status.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

class ShowCommandTest : public ::testing::Test {
 protected:
  int Show(const std::string& pem, Time now = kNow) {
    options_.file = "-";
    std::istringstream in(pem);
    out_.str("");
    return RunShow(options_, {.in = in, .out = out_, .errors = errors_}, now);
  }
  std::string Write(const std::string& name, const std::string& text) {
    const auto path = folder_.path() / name;
    EXPECT_TRUE(WriteFile(path, text, FileAccess::kReadable));
    return path.string();
  }

  test::Authority ca_{kNow};
  test::PemPair server_ = ca_.Server(kNow);
  test::TemporaryFolder folder_;
  ShowOptions options_;
  std::ostringstream out_;
  std::ostringstream errors_;
};

TEST_F(ShowCommandTest, ExplainsAGoodCertificate) {
  options_.key_file = Write("tls.key", server_.key);
  options_.ca_file = Write("ca.crt", ca_.Pem());
  options_.names = {"localhost"};
  EXPECT_EQ(Show(server_.certificate), kExitSuccess);
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("server CN=localhost\n"), HasSubstr("for     localhost, 127.0.0.1\n"),
                    HasSubstr("issuer  CN=test CA\n"), HasSubstr("from    2026-11-20 23:00 UTC\n"),
                    HasSubstr("to      2027-02-19 00:00 UTC, in 90 days\n"),
                    HasSubstr("key     EC P-256\n"),
                    HasSubstr("right: clients take it until 2027-02-19 00:00 UTC")));
}

TEST_F(ShowCommandTest, TellsEverythingThatIsWrong) {
  options_.key_file = Write("tls.key", ca_.Server(kNow).key);
  options_.ca_file = Write("ca.crt", test::Authority(kNow).Pem());
  options_.names = {"tenure.lab.svc"};
  EXPECT_EQ(Show(server_.certificate, kNow + 24h * 93), kExitRefused);
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("to      2027-02-19 00:00 UTC, 3 days ago\n"),
                    HasSubstr("wrong: CN=localhost expired on 2027-02-19 00:00 UTC\n"),
                    HasSubstr("wrong: is not for tenure.lab.svc, only for localhost, 127.0.0.1\n"),
                    HasSubstr("wrong: is not signed by any CA of the bundle"),
                    HasSubstr("wrong: the key is not that of the (first) certificate\n"),
                    Not(HasSubstr("right:"))));
}

TEST_F(ShowCommandTest, AChainEndsWithItsFirstToEnd) {
  const test::Authority short_lived(kNow, 24h * 10);
  EXPECT_EQ(Show(short_lived.Server(kNow).certificate + short_lived.Pem()), kExitSuccess);
  EXPECT_THAT(out_.str(), HasSubstr("right: clients take it until 2026-12-01 00:00 UTC"));
}

TEST_F(ShowCommandTest, ABundleOfCasIsJudgedAsSuch) {
  EXPECT_EQ(Show(ca_.Pem() + test::Authority(kNow).Pem()), kExitSuccess);
  EXPECT_EQ(Show(ca_.Pem() + test::Authority(kNow).Pem(), kNow + 24h * 366), kExitRefused);
}

TEST_F(ShowCommandTest, AClientsCertificateIsJudgedAsSuch) {
  EXPECT_EQ(Show(ca_.Client("apiserver", kNow).certificate), kExitSuccess);
  EXPECT_THAT(out_.str(), HasSubstr("client CN=apiserver\n"));
}

TEST_F(ShowCommandTest, IsJsonForPrograms) {
  options_.json = true;
  options_.names = {"other"};
  EXPECT_EQ(Show(server_.certificate), kExitRefused);
  const auto shown = nlohmann::json::parse(out_.str());
  EXPECT_EQ(shown["ends"], "2027-02-19T00:00:00Z");
  EXPECT_EQ(shown["certificates"][0]["names"],
            nlohmann::json::parse(R"(["localhost","127.0.0.1"])"));
  EXPECT_EQ(shown["problems"].size(), 1U);
}

TEST_F(ShowCommandTest, NeverShowsTheKey) {
  options_.key_file = Write("tls.key", server_.key);
  EXPECT_EQ(Show(server_.certificate + server_.key), kExitSuccess) << "both in one file";
  EXPECT_THAT(out_.str(), Not(HasSubstr(server_.key.substr(30, 20))));
}

TEST_F(ShowCommandTest, NamesWhatItCannotRead) {
  EXPECT_EQ(Show("nothing"), kExitUsage);
  EXPECT_THAT(errors_.str(), HasSubstr("-: has no certificate"));
  options_.ca_file = "none.crt";
  EXPECT_EQ(Show(server_.certificate), kExitUsage);
  EXPECT_THAT(errors_.str(), HasSubstr("none.crt: No such file or directory"));
}

}  // namespace
}  // namespace tenure
