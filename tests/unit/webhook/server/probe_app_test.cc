#include "webhook/server/probe_app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/authority.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

class ProbeAppTest : public ::testing::Test {
 protected:
  HttpResponse Get(std::string_view target, std::string_view method = "GET") {
    HttpResponse response;
    app_.Handle({.method = method, .target = target, .content_type = {}, .body = {}}, response);
    return response;
  }

  void Serve(const test::PemPair& pair) {
    identity_ = FixedIdentity(*ReadIdentity(pair.certificate, pair.key));
  }

  Time now_ = kNow;
  Readiness readiness_;
  Metrics metrics_;
  test::Authority ca_{kNow};
  FixedIdentity identity_{Identity()};
  ProbeApp app_{readiness_, metrics_, identity_, nullptr, [this] { return now_; }};
};

TEST_F(ProbeAppTest, IsAliveFromTheStart) { EXPECT_EQ(Get("/livez").status, 200); }

TEST_F(ProbeAppTest, IsReadyWhenToldSo) {
  Serve(ca_.Server(kNow));
  EXPECT_EQ(Get("/readyz").status, 503);
  readiness_.Set(true);
  EXPECT_EQ(Get("/readyz?verbose").status, 200);
  readiness_.Set(false);
  EXPECT_EQ(Get("/readyz").status, 503);
}

TEST_F(ProbeAppTest, WithoutACertificateIsAliveAndNotReady) {
  readiness_.Set(true);
  EXPECT_EQ(Get("/readyz").status, 503);
  EXPECT_THAT(Get("/readyz").body, HasSubstr("not ready: there is no certificate yet"));
  EXPECT_EQ(Get("/livez").status, 200);
}

TEST_F(ProbeAppTest, IsReadyAsLongAsTheCertificateIsValid) {
  readiness_.Set(true);
  Serve(ca_.Server(kNow));
  now_ = kNow - 61min;
  EXPECT_EQ(Get("/readyz").body,
            "not ready: the certificate is not valid before 2026-11-20 23:00 UTC\n");
  now_ = kNow + 24h * 90 - 1s;
  EXPECT_EQ(Get("/readyz").status, 200);
  now_ = kNow + 24h * 90;
  EXPECT_EQ(Get("/readyz").body, "not ready: the certificate expired on 2027-02-19 00:00 UTC\n");
  EXPECT_EQ(Get("/livez").status, 200) << "a restart would not renew it";
}

TEST_F(ProbeAppTest, TellsMetrics) {
  const HttpResponse response = Get("/metrics");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, HasSubstr("tenure_build_info{version="));
}

TEST_F(ProbeAppTest, HasNothingElse) {
  EXPECT_EQ(Get("/").status, 404);
  EXPECT_EQ(Get("/mutate").status, 404);
  const HttpResponse response = Get("/livez", "POST");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.allow, "GET, HEAD");
}

class ExportTest : public ::testing::Test {
 protected:
  HttpResponse GetRecent(bool from_loopback) const {
    HttpResponse response;
    app_.Handle({.method = "GET",
                 .target = "/recent",
                 .content_type = {},
                 .body = {},
                 .from_loopback = from_loopback},
                response);
    return response;
  }

  Readiness readiness_;
  Metrics metrics_;
  FixedIdentity identity_{Identity()};
  RecentAdmissions recent_;
  ProbeApp app_{readiness_, metrics_, identity_, &recent_};
};

TEST_F(ExportTest, IsForCallersOnTheSameMachine) {
  recent_.Offer("{}", false);
  recent_.Absorb();
  const HttpResponse response = GetRecent(true);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "{}\n");
  EXPECT_EQ(GetRecent(false).status, 403);
  EXPECT_THAT(GetRecent(false).body, HasSubstr("kubectl port-forward"));
}

TEST_F(ProbeAppTest, ExportsNothingUnlessAskedFor) { EXPECT_EQ(Get("/recent").status, 404); }

}  // namespace
}  // namespace tenure
