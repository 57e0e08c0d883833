#include "policies/pod/duration.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>
#include <utility>

namespace tenure {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

std::int64_t SecondsOf(std::string_view text) {
  const auto duration = Duration::Parse(text);
  EXPECT_TRUE(duration) << '"' << text << "\" is " << duration.error();
  return duration ? duration->seconds() : -1;
}

std::string ErrorOf(std::string_view text) {
  const auto duration = Duration::Parse(text);
  return duration ? "no error, but " + duration->Text() : duration.error();
}

TEST(Duration, ReadsEveryUnit) {
  EXPECT_EQ(SecondsOf("300s"), 300);
  EXPECT_EQ(SecondsOf("90m"), 90 * kMinute);
  EXPECT_EQ(SecondsOf("36h"), 36 * kHour);
  EXPECT_EQ(SecondsOf("12d"), 12 * kDay);
  EXPECT_EQ(SecondsOf("2w"), 14 * kDay);
  EXPECT_EQ(SecondsOf("0s"), 0);
}

TEST(Duration, ReadsUnitsInDescendingOrder) {
  EXPECT_EQ(SecondsOf("1d12h"), 36 * kHour);
  EXPECT_EQ(SecondsOf("1w2d3h4m5s"), 9 * kDay + 3 * kHour + 4 * kMinute + 5);
  EXPECT_EQ(SecondsOf("1w5s"), 7 * kDay + 5);
  EXPECT_EQ(SecondsOf("007d"), 7 * kDay);
}

TEST(Duration, HasALimit) {
  EXPECT_EQ(SecondsOf("36500d"), 36'500 * kDay);
  for (const std::string text : {"36500d1s", "36501d", "9999999999999999999999w"}) {
    EXPECT_EQ(ErrorOf(text), "too long: at most 36500d") << text;
  }
  EXPECT_EQ(ErrorOf(std::string(100'000, '9') + "s"), "too long: at most 36500d");
}

TEST(Duration, TextIsCanonicalAndReadsBack) {
  const std::array<std::pair<std::int64_t, std::string>, 9> texts = {{
      {0, "0s"},
      {300, "5m"},
      {90 * kMinute, "1h30m"},
      {36 * kHour, "1d12h"},
      {12 * kDay, "12d"},
      {14 * kDay, "14d"},
      {120 * kDay + 1, "120d1s"},
      {kDay + kHour + kMinute + 1, "1d1h1m1s"},
      {59, "59s"},
  }};
  for (const auto& [seconds, text] : texts) {
    EXPECT_EQ(Duration::Seconds(seconds).Text(), text);
    EXPECT_EQ(SecondsOf(text), seconds);
  }
}

TEST(Duration, NegativeOnesArePrintedThoughNeverRead) {
  EXPECT_EQ(Duration::Seconds(-90).Text(), "-1m30s");
  EXPECT_EQ(Duration::Seconds(std::numeric_limits<std::int64_t>::min()).Text(),
            "-106751991167300d15h30m8s");
}

TEST(Duration, AsksForTheMissingUnit) {
  EXPECT_EQ(ErrorOf("90"), "not a duration; a unit is missing: 90s, 90m or 90h?");
  EXPECT_EQ(ErrorOf("0"), "not a duration; a unit is missing: 0s, 0m or 0h?");
}

TEST(Duration, SuggestsWhatWasMeant) {
  const std::array<std::pair<std::string, std::string>, 20> mistakes = {{
      {"12 days", "12d"},
      {"12days", "12d"},
      {"12 Days", "12d"},
      {"1 week", "7d"},
      {"90 min", "1h30m"},
      {"90 minutes", "1h30m"},
      {"1hr", "1h"},
      {"30 seconds", "30s"},
      {"36H", "1d12h"},
      {"1.5d", "1d12h"},
      {"1,5d", "1d12h"},
      {".5h", "30m"},
      {"0.25 hours", "15m"},
      {"1d 12h", "1d12h"},
      {"12h1d", "1d12h"},
      {"1h1h", "2h"},
      {" 5m", "5m"},
      {"5m ", "5m"},
      {"1 day 12 hours", "1d12h"},
      {"2.w", "14d"},
  }};
  for (const auto& [written, meant] : mistakes) {
    EXPECT_EQ(ErrorOf(written), "not a duration; did you mean " + meant + "?") << written;
    EXPECT_TRUE(Duration::Parse(meant)) << meant;
  }
}

TEST(Duration, AsksForDaysInsteadOfMonthsAndYears) {
  for (const auto* text : {"4 months", "4mo", "1y", "1 year"}) {
    EXPECT_EQ(ErrorOf(text), "not a duration: months and years vary; write days, such as 90d")
        << text;
  }
}

TEST(Duration, ShowsTheFormWhereNothingCanBeGuessed) {
  EXPECT_EQ(ErrorOf(""), "not a duration: it is empty; write 90m, 36h or 12d, say");
  for (const auto* text : {"-5m", "+5m", "soon", "500ms", "h", "1h30", "1.0001s", "PT1H", "1:30:00",
                           "1..5h", "12d!", " ", "1e3s", "99999999999999999999 days"}) {
    EXPECT_EQ(ErrorOf(text), "not a duration; write e.g. 36h or 1d12h") << text;
  }
}

TEST(Duration, Compares) {
  EXPECT_EQ(Duration::Seconds(36 * kHour), *Duration::Parse("1d12h"));
  EXPECT_LT(*Duration::Parse("36h"), *Duration::Parse("2d"));
}

TEST(Duration, MultiplicationSaturates) {
  using Limits = std::numeric_limits<std::int64_t>;
  EXPECT_EQ(*Duration::Parse("30m") * 10, *Duration::Parse("5h"));
  EXPECT_EQ((Duration::Seconds(Limits::max()) * 2).seconds(), Limits::max());
  EXPECT_EQ((Duration::Seconds(Limits::max()) * -2).seconds(), Limits::min());
  EXPECT_EQ((Duration::Seconds(-2) * Limits::min()).seconds(), Limits::max());
}

}  // namespace
}  // namespace tenure
