#include "policies/pod/calendar_day.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

TEST(ParseDay, CountsFrom1970) {
  EXPECT_EQ(ParseDay("1970-01-01"), sys_days(days(0)));
  EXPECT_EQ(ParseDay("1970-02-01"), sys_days(days(31)));
  EXPECT_EQ(ParseDay("1969-12-31"), sys_days(days(-1)));
}

TEST(ParseDay, KnowsTheCalendar) {
  EXPECT_TRUE(ParseDay("2028-02-29"));
  for (const char* text :
       {"2027-02-29", "2027-02-31", "2027-04-31", "2027-13-01", "2027-00-10", "2027-01-00"}) {
    EXPECT_FALSE(ParseDay(text)) << text;
  }
}

TEST(ParseDay, TakesNoOtherNotation) {
  for (const char* text : {"", "2027", "2027-1-31", "27-01-31", "2027/01/31", "31-01-2027",
                           "2027-01-3x", "2027-01-31 ", "2027-01-31T00:00:00Z", "+027-01-31"}) {
    EXPECT_FALSE(ParseDay(text)) << text;
  }
}

TEST(TakeDay, LeavesWhatFollows) {
  std::string_view text = "2027-01-31T10:11:12Z";
  EXPECT_EQ(TakeDay(text), ParseDay("2027-01-31"));
  EXPECT_EQ(text, "T10:11:12Z");
}

TEST(DayText, IsWhatParseDayReads) {
  for (const char* text : {"1970-01-01", "2026-11-21", "0099-12-31"}) {
    EXPECT_EQ(DayText(*ParseDay(text)), text);
  }
}

}  // namespace
}  // namespace tenure
