#include "certs/issue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/x509v3.h>

#include "certs/identity.h"
#include "certs/pem.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
constexpr std::chrono::hours kYear{24 * 365};

class IssueTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto ca = IssueCa("test CA", kNow, kYear);
    ASSERT_TRUE(ca) << ca.error();
    ca_ = std::move(*ca);
    auto server =
        IssueServer(ca_, {{"tenure.lab.svc", "localhost"}, {"127.0.0.1", "::1"}}, kNow, kYear);
    ASSERT_TRUE(server) << server.error();
    server_ = std::move(*server);
  }

  // What X509_verify_cert says of the server certificate at that time.
  std::string VerifiedAt(Time when, const char* host) {
    using Store = std::unique_ptr<X509_STORE, OpenSslFree<X509_STORE_free>>;
    using Context = std::unique_ptr<X509_STORE_CTX, OpenSslFree<X509_STORE_CTX_free>>;
    const Store store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), ca_.certificate.get());
    const Context context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store.get(), server_.certificate.get(), nullptr);
    X509_VERIFY_PARAM* param = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(param, std::chrono::system_clock::to_time_t(when));
    X509_VERIFY_PARAM_set1_host(param, host, 0);
    X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_SSL_SERVER);
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT);
    X509_verify_cert(context.get());
    return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
  }

  Issued ca_;
  Issued server_;
};

TEST_F(IssueTest, TheServerCertificateIsThatOfItsNames) {
  EXPECT_EQ(VerifiedAt(kNow, "tenure.lab.svc"), "ok");
  EXPECT_EQ(VerifiedAt(kNow, "localhost"), "ok");
  EXPECT_EQ(VerifiedAt(kNow, "other.lab.svc"), "hostname mismatch");
}

TEST_F(IssueTest, AClockThatIsBehindStillTakesIt) {
  EXPECT_EQ(VerifiedAt(kNow - 59min, "localhost"), "ok");
  EXPECT_EQ(VerifiedAt(kNow - 61min, "localhost"), "certificate is not yet valid");
}

TEST_F(IssueTest, EndsWithItsLife) {
  EXPECT_EQ(VerifiedAt(kNow + kYear - 1min, "localhost"), "ok");
  EXPECT_EQ(VerifiedAt(kNow + kYear + 1min, "localhost"), "certificate has expired");
}

TEST_F(IssueTest, TheAddressesAreNames) {
  EXPECT_EQ(X509_check_ip_asc(server_.certificate.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(server_.certificate.get(), "::1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(server_.certificate.get(), "10.0.0.1", 0), 0);
}

TEST_F(IssueTest, TheServerIsNoCa) {
  EXPECT_EQ(X509_check_ca(server_.certificate.get()), 0);
  EXPECT_EQ(X509_check_ca(ca_.certificate.get()), 1);
}

TEST_F(IssueTest, SerialsDiffer) {
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(server_.certificate.get()),
                             X509_get0_serialNumber(ca_.certificate.get())),
            0);
}

TEST_F(IssueTest, KeysAreP256) {
  char group[32] = {};
  ASSERT_EQ(EVP_PKEY_get_group_name(server_.key.get(), group, sizeof group, nullptr), 1);
  EXPECT_STREQ(group, "prime256v1");
}

TEST_F(IssueTest, ReadsBackAsAnIdentity) {
  const auto identity =
      ReadIdentity(ToPem(*server_.certificate) + ToPem(*ca_.certificate), ToPem(*server_.key));
  ASSERT_TRUE(identity) << identity.error();
  EXPECT_EQ(identity->chain.size(), 1U);
  EXPECT_EQ(identity->not_before, kNow - kClockSlack);
  EXPECT_EQ(identity->not_after, kNow + kYear);
  EXPECT_TRUE(identity->IsValidAt(kNow));
  EXPECT_FALSE(identity->IsValidAt(kNow + kYear));
}

TEST_F(IssueTest, TheKeyOfAnotherCertificateIsNone) {
  const auto identity = ReadIdentity(ToPem(*server_.certificate), ToPem(*ca_.key));
  ASSERT_FALSE(identity);
  EXPECT_THAT(identity.error(), HasSubstr("the key is not that of the (first) certificate"));
}

}  // namespace
}  // namespace tenure
