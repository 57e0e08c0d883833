#include "certs/clock.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

using namespace std::chrono_literals;

constexpr Time kMidnight{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

TEST(ClockTest, WritesDatesForPeopleAndForMachines) {
  EXPECT_EQ(DateText(kMidnight + 3h + 4min + 5s), "2026-11-21 03:04 UTC");
  EXPECT_EQ(Rfc3339Text(kMidnight + 3h + 4min + 5s), "2026-11-21T03:04:05Z");
}

TEST(ClockTest, ReadsWhatItWrites) {
  const Time when = kMidnight + 3h + 4min + 5s;
  EXPECT_EQ(ParseRfc3339(Rfc3339Text(when)), when);
}

TEST(ClockTest, AnythingElseIsNoTime) {
  for (const char* text : {"", "2026-11-21", "2026-11-21T03:04:05", "2026-11-21T03:04:05Z ",
                           "2026-11-21T03:04:05+01:00", "yesterday"}) {
    EXPECT_EQ(ParseRfc3339(text), std::nullopt) << text;
  }
}

TEST(ClockTest, RoundsTimesDownForPeople) {
  EXPECT_EQ(RoughText(59s), "0 minutes");
  EXPECT_EQ(RoughText(1min), "1 minute");
  EXPECT_EQ(RoughText(119min), "119 minutes");
  EXPECT_EQ(RoughText(47h), "47 hours");
  EXPECT_EQ(RoughText(49h), "2 days");
}

}  // namespace
}  // namespace tenure
