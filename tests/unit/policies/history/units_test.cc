#include "policies/history/units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure {
namespace {

using testing::HasSubstr;

TEST(ReadSeconds, OfPeopleOfMachinesAndOfSlurm) {
  EXPECT_DOUBLE_EQ(*ReadSeconds("3d 4h", 0.001), 273'600);
  EXPECT_DOUBLE_EQ(*ReadSeconds("3d4h", 0.001), 273'600);
  EXPECT_DOUBLE_EQ(*ReadSeconds("1h 2m 3.5s", 0.001), 3723.5);
  EXPECT_DOUBLE_EQ(*ReadSeconds("950ms", 0.001), 0.95);
  EXPECT_DOUBLE_EQ(*ReadSeconds("950", 0.001), 0.95);
  EXPECT_DOUBLE_EQ(*ReadSeconds("90", 1), 90);
  EXPECT_DOUBLE_EQ(*ReadSeconds("1-02:03:04", 1), 93'784);
  EXPECT_DOUBLE_EQ(*ReadSeconds("02:03:04", 1), 7384);
  EXPECT_DOUBLE_EQ(*ReadSeconds("03:04.500", 1), 184.5);
}

TEST(ReadSeconds, SaysWhatIsNoDuration) {
  EXPECT_THAT(ReadSeconds("1,5s", 1).error(), HasSubstr("decimal comma"));
  EXPECT_THAT(ReadSeconds("-5", 1).error(), HasSubstr("negative"));
  EXPECT_THAT(ReadSeconds("-5s", 1).error(), HasSubstr("not a number"));
  EXPECT_FALSE(ReadSeconds("NaN", 1));
  EXPECT_FALSE(ReadSeconds("inf", 1));
  EXPECT_FALSE(ReadSeconds("5 fortnights", 1));
  EXPECT_FALSE(ReadSeconds("1:xx:3", 1));
  EXPECT_FALSE(ReadSeconds("", 1));
}

TEST(ReadBytes, CountsBy1024AsTheSourcesDo) {
  EXPECT_DOUBLE_EQ(*ReadBytes("198 GB"), 198.0 * (1 << 30));
  EXPECT_DOUBLE_EQ(*ReadBytes("198G"), 198.0 * (1 << 30));
  EXPECT_DOUBLE_EQ(*ReadBytes("198Gi"), 198.0 * (1 << 30));
  EXPECT_DOUBLE_EQ(*ReadBytes("1.5 MB"), 1.5 * (1 << 20));
  EXPECT_DOUBLE_EQ(*ReadBytes("512K"), 512.0 * 1024);
  EXPECT_DOUBLE_EQ(*ReadBytes("12345"), 12345);
  EXPECT_DOUBLE_EQ(*ReadBytes("2 TB"), 2.0 * 1024 * (1 << 30));
  EXPECT_DOUBLE_EQ(*ReadBytes("0"), 0);
}

TEST(ReadBytes, SaysWhatIsNoAmount) {
  EXPECT_THAT(ReadBytes("1,5 GB").error(), HasSubstr("decimal comma"));
  EXPECT_FALSE(ReadBytes("-1 GB"));
  EXPECT_FALSE(ReadBytes("GB"));
  EXPECT_FALSE(ReadBytes("nan"));
  EXPECT_FALSE(ReadBytes("4 XB"));
}

TEST(ReadPercent, IsInCores) {
  EXPECT_DOUBLE_EQ(*ReadPercent("780.5%"), 7.805);
  EXPECT_DOUBLE_EQ(*ReadPercent("100"), 1);
  EXPECT_FALSE(ReadPercent("-3%"));
}

TEST(ReadTime, OfAllForms) {
  EXPECT_EQ(*ReadTime("2026-11-21 10:11:12.123", 1), 1'795'255'872);
  EXPECT_EQ(*ReadTime("2026-11-21T10:11:12Z", 1), 1'795'255'872);
  EXPECT_EQ(*ReadTime("2026-11-21T11:11:12+01:00", 1), 1'795'255'872);
  EXPECT_EQ(*ReadTime("2026-11-21", 1), 1'795'219'200);
  EXPECT_EQ(*ReadTime("1795255872123", 0.001), 1'795'255'872);
  EXPECT_FALSE(ReadTime("21.11.2026", 1));
  EXPECT_FALSE(ReadTime("2026-13-01", 1));
  EXPECT_FALSE(ReadTime("2026-02-30", 1));
  EXPECT_FALSE(ReadTime("2026-11-21 25:00:00", 1));
  EXPECT_FALSE(ReadTime("1e300", 1));
}

TEST(DayOf, IsOfUtc) {
  EXPECT_EQ(DayOf(1'795'255'872), "2026-11-21");
  EXPECT_EQ(DayOf(0), "1970-01-01");
}

}  // namespace
}  // namespace tenure
