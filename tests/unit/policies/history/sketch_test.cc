#include "policies/history/sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tenure {
namespace {

TEST(Sketch, QuantilesAreWithinOnePercentOfTheTruth) {
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> runtimes(8, 2);
  std::vector<double> values(20'000);
  Sketch sketch;
  for (double& value : values) sketch.Add(value = runtimes(random), 1, false);
  std::ranges::sort(values);
  const SurvivalCurve curve = sketch.Curve();
  for (const double q : {0.01, 0.25, 0.5, 0.95, 0.99}) {
    const double truth =
        values[static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size()))) - 1];
    EXPECT_NEAR(curve.Quantile(q) / truth, 1, 0.01) << q;
  }
  EXPECT_EQ(sketch.max(), values.back());
}

TEST(Sketch, IsBoundedHoweverManyValues) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> exponent(-3, 12);
  Sketch sketch;
  for (int i = 0; i < 200'000; ++i) sketch.Add(std::pow(10, exponent(random)), 1, i % 2 == 0);
  EXPECT_LT(sketch.bins().size(), 3600U);
}

TEST(Sketch, OfTwoPartsIsThatOfTheWhole) {
  Sketch first;
  Sketch second;
  Sketch whole;
  for (int i = 1; i <= 100; ++i) {
    (i % 3 == 0 ? first : second).Add(i, 1, i % 5 == 0);
    whole.Add(i, 1, i % 5 == 0);
  }
  first.Merge(second);
  ASSERT_EQ(first.bins().size(), whole.bins().size());
  for (const double q : {0.1, 0.5, 0.9})
    EXPECT_EQ(first.Curve().Quantile(q), whole.Curve().Quantile(q));
}

TEST(Sketch, WhatIsRemovedIsGone) {
  Sketch sketch;
  sketch.Add(10, 1, false);
  sketch.Add(1000, 1, false);
  sketch.Remove(1000, 1, false);
  EXPECT_NEAR(sketch.Curve().Quantile(0.99), 10, 0.1);
  EXPECT_EQ(sketch.EventWeight(), 1);
}

TEST(Sketch, FadesByAFactor) {
  Sketch sketch;
  sketch.Add(10, 1, false);
  sketch.Add(10, 1, true);
  sketch.Scale(0.25);
  EXPECT_EQ(sketch.Weight(), 0.5);
  EXPECT_EQ(sketch.EventWeight(), 0.25);
}

TEST(Sketch, TakesNothingAndTooMuch) {
  Sketch sketch;
  sketch.Add(0, 1, false);
  sketch.Add(1e300, 1, false);
  EXPECT_EQ(sketch.bins().size(), 2U);
}

}  // namespace
}  // namespace tenure
