#include "webhook/server/certificate_reload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/authority.h"
#include "tests/support/mounted_volume.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

constexpr Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
constexpr auto kDay = 24h;

class CertificateReloadTest : public ::testing::Test {
 protected:
  void Mount(const test::PemPair& pair) {
    volume_.Update({{"tls.crt", pair.certificate}, {"tls.key", pair.key}});
  }
  // The events that a poll tells.
  std::vector<std::string> EventsAt(Time now) {
    lines_.clear();
    reload_.Poll(now);
    std::vector<std::string> events;
    for (const std::string& line : lines_) events.push_back(Json::parse(line)["event"]);
    return events;
  }
  [[nodiscard]] Json Told() const { return Json::parse(lines_.at(0)); }

  test::Authority ca_{kNow};
  test::MountedVolume volume_{"other", ""};
  std::shared_ptr<ReloadingIdentity> identity_ = std::make_shared<ReloadingIdentity>(
      IdentityFiles{.certificate = volume_.Path("tls.crt"), .key = volume_.Path("tls.key")});
  std::vector<std::string> lines_;
  Log log_{LogFormat::kJson, [this](std::string_view line) { lines_.emplace_back(line); }};
  Metrics metrics_;
  CertificateReload reload_{identity_, metrics_, log_};
};

TEST_F(CertificateReloadTest, TellsOnceThatItWaits) {
  EXPECT_THAT(EventsAt(kNow), ElementsAre("certificate_rejected"));
  EXPECT_THAT(Told()["error"], HasSubstr("tls.crt: No such file or directory"));
  EXPECT_EQ(Told()["consequence"], "not ready until there is a good one");
  EXPECT_THAT(EventsAt(kNow), ElementsAre());
  EXPECT_THAT(metrics_.Text(), Not(HasSubstr("tenure_certificate_expiration_timestamp_seconds ")));
}

TEST_F(CertificateReloadTest, TellsWhatItServesAndUntilWhen) {
  Mount(ca_.Server(kNow));
  EXPECT_THAT(EventsAt(kNow), ElementsAre("certificate_loaded"));
  EXPECT_EQ(Told()["ends"], "2027-02-19T00:00:00Z");
  EXPECT_EQ(Told()["names"], Json::parse(R"(["localhost","127.0.0.1"])"));
  EXPECT_THAT(metrics_.Text(),
              HasSubstr("tenure_certificate_expiration_timestamp_seconds 1802995200\n"));
  EXPECT_THAT(metrics_.Text(),
              HasSubstr("tenure_reloads_total{file=\"certificate\",result=\"loaded\"} 1\n"));
}

TEST_F(CertificateReloadTest, TellsOfABadPairAndWhatIsServedMeanwhile) {
  Mount(ca_.Server(kNow));
  (void)EventsAt(kNow);
  Mount({ca_.Server(kNow).certificate, ca_.Server(kNow).key});
  EXPECT_THAT(EventsAt(kNow), ElementsAre("certificate_rejected"));
  EXPECT_EQ(Told()["level"], "error");
  EXPECT_EQ(Told()["consequence"], "the last good one is served, until 2027-02-19T00:00:00Z");
  EXPECT_THAT(metrics_.Text(),
              HasSubstr("tenure_certificate_expiration_timestamp_seconds 1802995200\n"));
  EXPECT_THAT(metrics_.Text(),
              HasSubstr("tenure_reloads_total{file=\"certificate\",result=\"rejected\"} 1\n"));
}

TEST_F(CertificateReloadTest, WarnsFromFourteenDaysBeforeTheEndOnceADay) {
  Mount(ca_.Server(kNow));
  (void)EventsAt(kNow);
  const Time end = kNow + 90 * kDay;
  EXPECT_THAT(EventsAt(end - 14 * kDay - 1s), ElementsAre());
  EXPECT_THAT(EventsAt(end - 14 * kDay), ElementsAre("certificate_ends_soon"));
  EXPECT_EQ(Told()["level"], "warning");
  EXPECT_THAT(EventsAt(end - 13 * kDay - 1s), ElementsAre());
  EXPECT_THAT(EventsAt(end - 13 * kDay), ElementsAre("certificate_ends_soon"));
}

TEST_F(CertificateReloadTest, TellsThatItHasExpired) {
  Mount(ca_.Server(kNow));
  (void)EventsAt(kNow);
  EXPECT_THAT(EventsAt(kNow + 90 * kDay), ElementsAre("certificate_expired"));
  EXPECT_EQ(Told()["level"], "error");
}

TEST_F(CertificateReloadTest, WhatLivesForADayIsNotWarnedOfAllDay) {
  Mount(ca_.Server(kNow, {{"localhost"}, {}}, 24h));
  EXPECT_THAT(EventsAt(kNow), ElementsAre("certificate_loaded"));
  EXPECT_THAT(EventsAt(kNow + 17h), ElementsAre());
  EXPECT_THAT(EventsAt(kNow + 18h), ElementsAre("certificate_ends_soon"));
}

TEST_F(CertificateReloadTest, ARenewedOneEndsTheWarnings) {
  Mount(ca_.Server(kNow));
  (void)EventsAt(kNow);
  const Time late = kNow + 80 * kDay;
  EXPECT_THAT(EventsAt(late), ElementsAre("certificate_ends_soon"));
  Mount(ca_.Server(late));
  EXPECT_THAT(EventsAt(late + kDay), ElementsAre("certificate_loaded"));
}

TEST_F(CertificateReloadTest, NeverLogsAKey) {
  const auto pair = ca_.Server(kNow);
  Mount({pair.key, pair.certificate});  // swapped by mistake
  EXPECT_THAT(EventsAt(kNow), ElementsAre("certificate_rejected"));
  EXPECT_THAT(lines_.at(0), Not(HasSubstr(pair.key.substr(40, 20))));
}

}  // namespace
}  // namespace tenure
