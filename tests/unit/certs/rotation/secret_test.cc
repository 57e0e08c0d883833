#include "certs/rotation/secret.h"

#include <gtest/gtest.h>

#include "certs/certificate.h"
#include "certs/rotation/base64.h"
#include "tests/support/authority.h"
#include "tests/support/kubernetes/tenure_objects.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

TEST(Base64Test, IsThatOfSecrets) {
  for (const auto& [bytes, text] :
       {std::pair{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}}) {
    EXPECT_EQ(ToBase64(bytes), text);
    EXPECT_EQ(FromBase64(text), bytes);
  }
}

TEST(Base64Test, AnythingElseIsNone) {
  EXPECT_EQ(FromBase64("Zg="), std::nullopt);
  EXPECT_EQ(FromBase64("????"), std::nullopt);
}

StoredCertificates Everything() {
  StoredCertificates stored;
  stored.ca = *IssueCa("ca", kNow, 1000h);
  stored.next_ca = *IssueCa("next", kNow, 1000h);
  stored.server = *IssueServer(*stored.ca, {{"localhost"}, {}}, kNow, 100h);
  stored.previous_cas.push_back(std::move(IssueCa("previous", kNow, 1000h)->certificate));
  stored.next_ca_trusted_since = kNow + 1h;
  stored.previous_cas_since = kNow + 2h;
  return stored;
}

TEST(SecretTest, ReadsBackWhatItWrites) {
  Json secret = EmptySecret("tenure-system", "tenure-tls");
  const StoredCertificates written = Everything();
  WriteSecret(written, secret);
  const StoredCertificates read = ReadSecret(secret);
  EXPECT_TRUE(IsSame(*read.server->certificate, *written.server->certificate));
  EXPECT_TRUE(IsSame(*read.ca->certificate, *written.ca->certificate));
  EXPECT_TRUE(IsSame(*read.next_ca->certificate, *written.next_ca->certificate));
  EXPECT_TRUE(IsSame(*read.previous_cas.at(0), *written.previous_cas.at(0)));
  EXPECT_EQ(read.next_ca_trusted_since, kNow + 1h);
  EXPECT_EQ(read.previous_cas_since, kNow + 2h);
  EXPECT_FALSE(read.is_of_somebody_else);
}

TEST(SecretTest, WhatIsNoLongerThereIsTakenOutAndTheRestStays) {
  Json secret = EmptySecret("tenure-system", "tenure-tls");
  WriteSecret(Everything(), secret);
  secret["data"]["mine"] = "a2VwdA==";
  StoredCertificates stored = ReadSecret(secret);
  stored.next_ca.reset();
  stored.next_ca_trusted_since.reset();
  stored.previous_cas.clear();
  stored.previous_cas_since.reset();
  WriteSecret(stored, secret);
  EXPECT_EQ(secret["data"].size(), 5U) << secret["data"].dump();
  EXPECT_EQ(secret["data"]["mine"], "a2VwdA==");
  EXPECT_EQ(secret["metadata"]["annotations"],
            Json::parse(R"({"tenure.dev/certificates":"self-managed"})"));
}

TEST(SecretTest, AnEmptyOneHasNothing) {
  for (const char* text : {"{}", R"({"data":null})", R"({"data":{"tls.crt":7}})",
                           R"({"data":{"tls.crt":"","tls.key":"?"},"metadata":[]})"}) {
    const StoredCertificates stored = ReadSecret(Json::parse(text));
    EXPECT_FALSE(stored.server || stored.ca || stored.next_ca || stored.is_of_somebody_else)
        << text;
  }
}

TEST(SecretTest, WhatDoesNotBelongTogetherIsNotThere) {
  Json secret = EmptySecret("tenure-system", "tenure-tls");
  WriteSecret(Everything(), secret);
  secret["data"]["tls.key"] = secret["data"]["ca.key"];
  secret["data"]["next-ca.crt"] = secret["data"]["tls.crt"];
  const StoredCertificates stored = ReadSecret(secret);
  EXPECT_FALSE(stored.server) << "the key is another one";
  EXPECT_FALSE(stored.next_ca);
  EXPECT_TRUE(stored.ca);
}

TEST(SecretTest, IsSomebodyElsesWhereNothingSaysThatItWasMadeHere) {
  Json secret = EmptySecret("tenure-system", "tenure-tls");
  EXPECT_FALSE(ReadSecret(secret).is_of_somebody_else) << "it is empty";
  WriteSecret(Everything(), secret);
  secret["data"].erase("ca.key");
  EXPECT_FALSE(ReadSecret(secret).is_of_somebody_else) << "its CA was only lost";
  secret["metadata"].erase("annotations");
  EXPECT_TRUE(ReadSecret(secret).is_of_somebody_else);
}

TEST(SecretTest, AServersCertificateIsNoCa) {
  Json secret = EmptySecret("tenure-system", "tenure-tls");
  WriteSecret(Everything(), secret);
  secret["data"]["ca.crt"] = secret["data"]["tls.crt"];
  secret["data"]["ca.key"] = secret["data"]["tls.key"];
  EXPECT_FALSE(ReadSecret(secret).ca);
}

}  // namespace
}  // namespace tenure
