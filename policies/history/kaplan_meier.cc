#include "policies/history/kaplan_meier.h"

#include <algorithm>
#include <cmath>

namespace tenure {
namespace {

// Far below any weight that could matter, above what sums of doubles lose.
constexpr double kRounding = 1e-9;

}  // namespace

SurvivalCurve SurvivalCurve::Of(std::span<const Observation> observations) {
  double at_risk = 0;
  for (const Observation& seen : observations) at_risk += seen.events + seen.censored;
  SurvivalCurve curve;
  double survival = 1;
  for (const Observation& seen : observations) {
    if (seen.events > 0 && at_risk > 0) {
      survival *= std::max(0.0, 1 - seen.events / at_risk);
      if (survival < kRounding) survival = 0;
      curve.points_.push_back({seen.value, survival});
    }
    at_risk -= seen.events + seen.censored;
  }
  if (!observations.empty() && survival > 0) {
    curve.points_.push_back({observations.back().value, survival});
  }
  return curve;
}

double SurvivalCurve::Survival(double value) const {
  double survival = 1;
  for (const Point& point : points_) {
    if (point.value > value) break;
    survival = point.survival;
  }
  return survival;
}

double SurvivalCurve::Quantile(double q) const {
  if (points_.empty()) return 0;
  const auto found = std::ranges::find_if(
      points_, [q](const Point& point) { return point.survival <= 1 - q + kRounding; });
  return found == points_.end() ? points_.back().value : found->value;
}

template <typename Visit>
void SurvivalCurve::ForEachMass(Visit visit) const {
  double before = 1;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const double after = i + 1 == points_.size() ? 0 : points_[i].survival;  // Efron's tail
    visit(points_[i].value, before - after);
    before = after;
  }
}

double SurvivalCurve::Mean() const {
  double mean = 0;
  ForEachMass([&](double value, double mass) { mean += value * mass; });
  return mean;
}

SurvivalCurve::LogMoments SurvivalCurve::Logarithm(double floor) const {
  double mean = 0;
  double of_squares = 0;
  ForEachMass([&](double value, double mass) {
    const double logarithm = std::log(std::max(value, floor));
    mean += logarithm * mass;
    of_squares += logarithm * logarithm * mass;
  });
  return {mean, std::max(0.0, of_squares - mean * mean)};
}

}  // namespace tenure
