#include "certs/pem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "certs/issue.h"

namespace tenure {
namespace {

using ::testing::HasSubstr;

// Its content does not matter: reading it starts with the passphrase.
constexpr const char* kKeyUnderAPassphrase =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgAAAAAAAAAAAICCAAw\n"
    "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEAAAAAAAAAAAAAAAAAAAAAAEgZAA\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

TEST(PemTest, ReadsEveryCertificateOfAChain) {
  const auto ca = IssueCa("CA", Time{}, std::chrono::hours{1});
  ASSERT_TRUE(ca);
  const std::string pem = ToPem(*ca->certificate);
  const auto read = ReadCertificates("some text\n" + pem + "more text\n" + pem);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->size(), 2U);
}

TEST(PemTest, TextWithoutCertificatesIsAnError) {
  const auto read = ReadCertificates("");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error(), "has no certificate");
}

TEST(PemTest, ABrokenCertificateInAChainIsAnError) {
  const auto ca = IssueCa("CA", Time{}, std::chrono::hours{1});
  ASSERT_TRUE(ca);
  std::string pem = ToPem(*ca->certificate);
  const auto read = ReadCertificates(pem + pem.erase(100, 8));
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error(), HasSubstr("has a broken certificate"));
}

TEST(PemTest, AKeyUnderAPassphraseIsAnErrorAndNoQuestion) {
  const auto key = ReadPrivateKey(kKeyUnderAPassphrase);
  ASSERT_FALSE(key);
  EXPECT_THAT(key.error(), HasSubstr("has no private key that can be read"));
}

TEST(PemTest, ReadsBackWhatItWrites) {
  const auto ca = IssueCa("CA", Time{}, std::chrono::hours{1});
  ASSERT_TRUE(ca);
  const auto key = ReadPrivateKey(ToPem(*ca->key));
  ASSERT_TRUE(key) << key.error();
  EXPECT_EQ(EVP_PKEY_eq(key->get(), ca->key.get()), 1);
}

}  // namespace
}  // namespace tenure
