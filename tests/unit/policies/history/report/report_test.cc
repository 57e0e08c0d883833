#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policies/history/estimate_steps.h"
#include "policies/history/report/html_report.h"
#include "policies/history/report/svg.h"
#include "policies/history/report/text_report.h"

namespace tenure {
namespace {

using testing::HasSubstr;
using testing::Not;

// 99 runs of a minute, one of 1,000 minutes.
HistorySummary Skewed() {
  History history({});
  std::uint64_t id = 0;
  for (int i = 0; i < 99; ++i) {
    history.Add({.step = "job:<short>&\"",
                 .id = ++id,
                 .runtime = 60,
                 .cpu = 1.0,
                 .memory = 1e9 * (1 + i % 10),
                 .requested_cpu = 2.0,
                 .requested_memory = 2e10});
  }
  history.Add({.step = "job:long", .id = ++id, .runtime = 60'000, .finished = false});
  const auto class_of = [](double seconds) {
    return std::string(seconds >= 21'600 ? "long" : "short");
  };
  return Summarize(history, Estimator(history).All(), class_of);
}

TEST(Summarize, SharesTimeAmongClasses) {
  const HistorySummary summary = Skewed();
  EXPECT_EQ(summary.runs, 100);
  EXPECT_EQ(summary.cut_off, 1);
  ASSERT_EQ(summary.classes.size(), 2U);
  EXPECT_EQ(summary.classes[0].name, "long");
  EXPECT_EQ(summary.classes[0].runs, 1);
  EXPECT_EQ(summary.classes[0].weak_steps, 1U);
  EXPECT_DOUBLE_EQ(summary.classes[0].seconds, 60'000);
  EXPECT_EQ(summary.classes[1].steps, 1U);
  EXPECT_NEAR(summary.TimeOfLongest(0.01), 60'000.0 / 65'940, 0.01);
  EXPECT_NEAR(summary.TimeOfLongest(1), 1, 1e-9);
}

TEST(Summarize, MeasuresCoverageAndRequests) {
  const HistorySummary summary = Skewed();
  EXPECT_EQ(summary.covered_runs, 99);
  ASSERT_EQ(summary.coverage.size(), 4U);
  // Peaks are 1 to 10 GB alike, 5.45 on average: below 4.36 are 1 to 4, 40 of 99.
  EXPECT_NEAR(summary.coverage[0].share, 40.0 / 99, 1e-6);
  EXPECT_NEAR(summary.coverage[1].share, 60.0 / 99, 1e-6);
  EXPECT_NEAR(summary.coverage[2].share, 80.0 / 99, 1e-6);
  EXPECT_GE(summary.coverage[3].share, 0.95);
  EXPECT_DOUBLE_EQ(summary.cpu_request.used / summary.cpu_request.asked, 0.5);
}

TEST(TextReport, SaysInAMinuteWhyFewPodsDeserveProtection) {
  const std::string text = TextReport(Skewed());
  EXPECT_THAT(text, HasSubstr("The longest 1 % of the runs hold 91.0 % of the time"));
  EXPECT_THAT(text, HasSubstr("long                 1       1           1     1.0 %    91.0 %"));
  EXPECT_THAT(text, HasSubstr("cpu           50.0 % of what was asked for"));
}

TEST(HtmlReport, StandsAloneAndEscapesNames) {
  const std::string page = HtmlReport(Skewed(), "2026-11-21");
  EXPECT_THAT(page, HasSubstr("job:&lt;short&gt;&amp;&quot;"));
  EXPECT_THAT(page, Not(HasSubstr("<short>")));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("href=")));
  EXPECT_THAT(page, HasSubstr("<svg"));
}

TEST(HtmlReport, OfNothingIsAPageToo) {
  const HistorySummary summary = Summarize(History({}), {}, [](double) { return std::string(); });
  EXPECT_THAT(HtmlReport(summary, "2026-11-21"), HasSubstr("0 runs"));
  EXPECT_THAT(TextReport(summary), HasSubstr("0 runs"));
}

TEST(Svg, BarsStayWithinTheirRoom) {
  EXPECT_THAT(BarChart("t", {{"a", 7.5, "long"}}), HasSubstr("width=\"420.0\""));
}

}  // namespace
}  // namespace tenure
