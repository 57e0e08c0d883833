#include "certs/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/rsa.h>

#include "certs/certificate.h"
#include "tests/support/authority.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
constexpr auto kDay = 24h;

class CheckTest : public ::testing::Test {
 protected:
  // Of a server certificate with its chain, as PEM.
  [[nodiscard]] std::vector<std::string> ProblemsAt(Time now, const std::string& pem,
                                                    const std::vector<std::string>& names = {},
                                                    const std::string& trusted = {}) const {
    const auto certificates = ReadCertificates(pem);
    const auto authorities = ReadCertificates(trusted.empty() ? ca_.Pem() : trusted);
    return ProblemsOf({.leaf = *certificates->front(),
                       .chain = std::span(*certificates).subspan(1),
                       .authorities = *authorities,
                       .names = names,
                       .now = now});
  }

  test::Authority ca_{kNow};
  test::Authority other_{kNow};
  std::string server_ =
      ca_.Server(kNow, {{"tenure.lab.svc", "*.lab.org"}, {"10.0.0.1", "::1"}}).certificate;
};

TEST_F(CheckTest, AGoodCertificateHasNoProblem) {
  EXPECT_THAT(ProblemsAt(kNow, server_), IsEmpty());
  EXPECT_THAT(ProblemsAt(kNow, server_ + ca_.Pem()), IsEmpty()) << "with its CA sent along";
}

TEST_F(CheckTest, NamesAreThoseOfTheAlternativeNames) {
  EXPECT_THAT(ProblemsAt(kNow, server_, {"tenure.lab.svc", "a.lab.org", "10.0.0.1", "::1"}),
              IsEmpty());
  EXPECT_THAT(ProblemsAt(kNow, server_, {"other.lab.svc"}),
              ElementsAre("is not for other.lab.svc, only for tenure.lab.svc, *.lab.org, "
                          "10.0.0.1, ::1"));
}

TEST_F(CheckTest, DatesAreThoseOfTheWholeChain) {
  EXPECT_THAT(ProblemsAt(kNow + 91 * kDay, server_),
              ElementsAre("CN=tenure.lab.svc expired on 2027-02-19 00:00 UTC"));
  EXPECT_THAT(ProblemsAt(kNow - kDay, server_),
              ElementsAre("CN=tenure.lab.svc is not valid before 2026-11-20 23:00 UTC"));
  EXPECT_THAT(ProblemsAt(kNow + 366 * kDay, server_ + ca_.Pem()),
              IsSupersetOf({"CN=test CA expired on 2027-11-21 00:00 UTC"}));
}

TEST_F(CheckTest, ACaIsNoServer) {
  EXPECT_THAT(ProblemsAt(kNow, ca_.Pem()),
              IsSupersetOf({"the first certificate is a CA, not a server's"}));
}

TEST_F(CheckTest, AClientIsNoServer) {
  EXPECT_THAT(ProblemsAt(kNow, ca_.Client("me", kNow).certificate),
              IsSupersetOf({"its extendedKeyUsage does not allow servers (serverAuth)",
                            "has no name in subjectAltName; clients do not look at the common "
                            "name"}));
}

TEST_F(CheckTest, AServerIsNoClient) {
  const auto read = [](const std::string& pem) {
    return std::move(ReadCertificates(pem)->front());
  };
  const Certificate server = read(server_);
  const Certificate client = read(ca_.Client("me", kNow).certificate);
  EXPECT_THAT(ProblemsOf({.leaf = *server, .role = Role::kClient, .now = kNow}),
              ElementsAre("its extendedKeyUsage does not allow clients (clientAuth)"));
  EXPECT_THAT(ProblemsOf({.leaf = *client, .role = Role::kClient, .now = kNow}), IsEmpty());
}

TEST_F(CheckTest, EachCertificateIsFollowedByItsIssuer) {
  EXPECT_THAT(ProblemsAt(kNow, server_ + other_.Pem()),
              ElementsAre("the chain is broken: CN=tenure.lab.svc is not signed by the next one, "
                          "CN=test CA"));
}

TEST_F(CheckTest, TheBundleHasSignedIt) {
  EXPECT_THAT(ProblemsAt(kNow, server_, {}, other_.Pem()),
              ElementsAre(HasSubstr("is not signed by any CA of the bundle; its issuer is "
                                    "CN=test CA")));
  EXPECT_THAT(ProblemsAt(kNow, server_, {}, other_.Pem() + ca_.Pem()), IsEmpty());
}

TEST_F(CheckTest, TheBundleMayHoldAnyCertificateOfTheChain) {
  EXPECT_THAT(ProblemsAt(kNow, server_ + ca_.Pem(), {}, ca_.Pem()), IsEmpty());
}

TEST_F(CheckTest, ShortKeysAndOldDigestsAreRefused) {
  const PrivateKey key(EVP_RSA_gen(1024));
  Certificate weak = std::move(ReadCertificates(server_)->front());
  ASSERT_EQ(X509_set_pubkey(weak.get(), key.get()), 1);
  ASSERT_NE(X509_sign(weak.get(), ca_.issued().key.get(), EVP_sha1()), 0);
  EXPECT_THAT(ProblemsOf({.leaf = *weak, .now = kNow}),
              ElementsAre("CN=tenure.lab.svc is signed with SHA1, which clients refuse",
                          "CN=tenure.lab.svc has an RSA 1024 key: too short, use EC P-256"));
}

TEST_F(CheckTest, ACaOfABundleIsACaAndValid) {
  const Certificate server = std::move(ReadCertificates(server_)->front());
  EXPECT_THAT(ProblemsOfCa(*ca_.issued().certificate, kNow), IsEmpty());
  EXPECT_THAT(ProblemsOfCa(*ca_.issued().certificate, kNow + 366 * kDay),
              ElementsAre("CN=test CA expired on 2027-11-21 00:00 UTC"));
  EXPECT_THAT(ProblemsOfCa(*server, kNow), ElementsAre("CN=tenure.lab.svc is no CA"));
}

TEST_F(CheckTest, SaysWhatACertificateHolds) {
  const Certificate server = std::move(ReadCertificates(server_)->front());
  EXPECT_EQ(KeyText(*server), "EC P-256");
  EXPECT_EQ(IssuerText(*server), "CN=test CA");
  EXPECT_EQ(SerialText(*server).size(), 32U);
  EXPECT_EQ(FingerprintText(*server).size(), 95U);
  EXPECT_TRUE(IsSignedBy(*server, *ca_.issued().certificate));
  EXPECT_FALSE(IsSignedBy(*server, *other_.issued().certificate)) << "of the same name";
}

}  // namespace
}  // namespace tenure
