// Against answers that textbooks print.
#include "policies/history/kaplan_meier.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace tenure {
namespace {

SurvivalCurve CurveOf(const std::vector<double>& events, const std::vector<double>& censored = {}) {
  std::map<double, Observation> by_value;
  for (const double value : events) by_value[value].events += 1;
  for (const double value : censored) by_value[value].censored += 1;
  std::vector<Observation> observations;
  for (auto& [value, observation] : by_value) {
    observation.value = value;
    observations.push_back(observation);
  }
  return SurvivalCurve::Of(observations);
}

// Weeks of remission under 6-mercaptopurine (E. J. Freireich et al., Blood 21, 1963;
// E. A. Gehan, Biometrika 52, 1965): the table of every textbook of survival
// analysis, for example D. Collett, and R's survfit(Surv(time, cens) ~ 1).
SurvivalCurve SixMercaptopurine() {
  return CurveOf({6, 6, 6, 7, 10, 13, 16, 22, 23}, {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35});
}

TEST(SurvivalCurve, IsThatOfTheLeukaemiaTrial) {
  const SurvivalCurve curve = SixMercaptopurine();
  const std::map<double, double> published = {{5, 1.0},     {6, 0.8571},  {7, 0.8067},
                                              {10, 0.7529}, {13, 0.6902}, {16, 0.6275},
                                              {22, 0.5378}, {23, 0.4482}};
  for (const auto& [week, survival] : published) {
    EXPECT_NEAR(curve.Survival(week), survival, 5e-5) << "week " << week;
  }
  EXPECT_EQ(curve.Quantile(0.5), 23);
  EXPECT_NEAR(curve.Mean(), 23.3, 0.05);  // R: print(fit, rmean = 35), 23.3
}

TEST(SurvivalCurve, OfThePlaceboGroupIsWhatWasCounted) {
  const SurvivalCurve curve =
      CurveOf({1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23});
  EXPECT_EQ(curve.Quantile(0.5), 8);
  EXPECT_NEAR(curve.Survival(8), 0.3810, 5e-5);
  EXPECT_NEAR(curve.Mean(), 8.667, 5e-4);
}

// R. G. Miller, Survival Analysis, 1981: maintenance chemotherapy of acute
// myelogenous leukaemia, R's data set `aml`.
TEST(SurvivalCurve, IsThatOfTheMaintenanceTrial) {
  const SurvivalCurve maintained = CurveOf({9, 13, 18, 23, 31, 34, 48}, {13, 28, 45, 161});
  EXPECT_NEAR(maintained.Survival(9), 0.9091, 5e-5);
  EXPECT_NEAR(maintained.Survival(13), 0.8182, 5e-5);
  EXPECT_NEAR(maintained.Survival(18), 0.7159, 5e-5);
  EXPECT_NEAR(maintained.Survival(23), 0.6136, 5e-5);
  EXPECT_NEAR(maintained.Survival(31), 0.4909, 5e-5);
  EXPECT_NEAR(maintained.Survival(34), 0.3682, 5e-5);
  EXPECT_NEAR(maintained.Survival(48), 0.1841, 5e-5);
  EXPECT_EQ(maintained.Quantile(0.5), 31);
}

TEST(SurvivalCurve, TakingKilledRunsForWholeOnesWouldBeShort) {
  const SurvivalCurve censored = SixMercaptopurine();
  const SurvivalCurve naive =
      CurveOf({6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35});
  EXPECT_LT(naive.Quantile(0.5), censored.Quantile(0.5));
}

TEST(SurvivalCurve, EndsAtTheLongestRunEvenIfThatWasKilled) {
  const SurvivalCurve curve = CurveOf({10, 20}, {500});
  EXPECT_EQ(curve.Quantile(0.95), 500);
  EXPECT_NEAR(curve.Mean(), (10 + 20 + 500) / 3.0, 1e-9);
}

TEST(SurvivalCurve, OfKilledRunsOnlyIsALowerBound) {
  const SurvivalCurve curve = CurveOf({}, {10, 20});
  EXPECT_EQ(curve.Quantile(0.5), 20);
}

TEST(SurvivalCurve, OfNothingIsEmpty) {
  EXPECT_TRUE(CurveOf({}).empty());
  EXPECT_EQ(CurveOf({}).Quantile(0.5), 0);
}

TEST(SurvivalCurve, WeightsCountAsCopies) {
  const SurvivalCurve weighted =
      SurvivalCurve::Of(std::vector<Observation>{{1, 3, 0}, {2, 0.5, 0.5}, {4, 1, 0}});
  const SurvivalCurve doubled =
      SurvivalCurve::Of(std::vector<Observation>{{1, 6, 0}, {2, 1, 1}, {4, 2, 0}});
  for (const double value : {0.5, 1.0, 2.0, 4.0}) {
    EXPECT_NEAR(weighted.Survival(value), doubled.Survival(value), 1e-12);
  }
}

TEST(SurvivalCurve, LogarithmHasMeanAndVariance) {
  const auto moments = CurveOf({std::exp(1), std::exp(3)}).Logarithm(1e-3);
  EXPECT_NEAR(moments.mean, 2, 1e-12);
  EXPECT_NEAR(moments.variance, 1, 1e-12);
}

}  // namespace
}  // namespace tenure
