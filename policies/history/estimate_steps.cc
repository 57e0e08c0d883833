#include "policies/history/estimate_steps.h"

#include <algorithm>
#include <cmath>

#include "policies/history/units.h"

namespace tenure {
namespace {

// The 95th percentile of a normal distribution, in standard deviations.
constexpr double kZ95 = 1.6448536269514722;
// With fewer runs than this the largest of them is below the true P95 more
// often than not: 0.95^20 = 0.36.
constexpr double kRunsThatShowTheTail = 20;

struct Figures {
  double mean = 0;
  double p50 = 0;
  double p95 = 0;
  double max = 0;
};

Figures FiguresOf(std::string_view step, const Sketch& sketch, const Shrinkage& shrinkage) {
  const SurvivalCurve curve = sketch.Curve();
  const double factor = shrinkage.FactorFor(step, sketch);
  Figures figures{.mean = curve.Mean() * factor,
                  .p50 = curve.Quantile(0.5) * factor,
                  .p95 = curve.Quantile(0.95) * factor,
                  .max = sketch.max()};
  if (sketch.Weight() < kRunsThatShowTheTail) {
    const double tail = figures.p50 * std::exp(kZ95 * shrinkage.SpreadFor(step, sketch));
    figures.p95 = std::max(figures.p95, tail);
  }
  return figures;
}

// Whole seconds, of an hour or more whole minutes: rounded up, for people.
Duration Rounded(double seconds) {
  constexpr double kCentury = 36'500.0 * 86'400;
  constexpr double kHour = 3600;
  const double unit = seconds < kHour ? 1 : 60;
  const double whole = std::ceil(std::min(seconds, kCentury) / unit) * unit;
  return Duration::Seconds(static_cast<std::int64_t>(whole));
}

// Nobody reads millicores of millicores, or bytes: rounded up to 10 millicores
// and to whole Mi.
Quantity Cores(double cores) {
  return Quantity::FromMilli(static_cast<std::int64_t>(std::ceil(std::max(cores, 1e-3) * 100)) *
                             10);
}

Quantity Bytes(double bytes) {
  constexpr double kMi = 1 << 20;
  const double mi = std::min(std::ceil(std::max(bytes, 1.0) / kMi), 8e12);
  return Quantity::FromValue(static_cast<std::int64_t>(mi) << 20, Quantity::Format::kBinarySi);
}

template <typename ToQuantity>
std::optional<UsageEstimate> UsageOf(std::string_view step, const Sketch& sketch,
                                     const Shrinkage& shrinkage, ToQuantity quantity) {
  if (sketch.Weight() <= 0) return std::nullopt;
  const Figures figures = FiguresOf(step, sketch, shrinkage);
  return UsageEstimate{quantity(figures.mean), quantity(figures.p50), quantity(figures.p95),
                       quantity(figures.max)};
}

}  // namespace

Estimator::Estimator(const History& history, EstimateOptions options)
    : history_(history),
      options_(options),
      runtime_(history, &StepHistory::runtime),
      cpu_(history, &StepHistory::cpu),
      memory_(history, &StepHistory::memory) {}

Estimate Estimator::Of(std::string_view step, const StepHistory& runs) const {
  const Figures runtime = FiguresOf(step, runs.runtime, runtime_);
  Estimate estimate;
  estimate.runs = runs.finished;
  estimate.runtime_p50 = Rounded(runtime.p50);
  estimate.runtime_p95 = Rounded(runtime.p95);
  estimate.runtime_max = Rounded(runtime.max);
  estimate.cpu = UsageOf(step, runs.cpu, cpu_, Cores);
  estimate.memory = UsageOf(step, runs.memory, memory_, Bytes);
  constexpr double kRounding = 0.5;  // three runs of last week weigh 2.9
  estimate.weak = runs.runtime.EventWeight() < options_.min_runs - kRounding;
  if (runs.last_seen > 0) estimate.last_seen = DayOf(runs.last_seen);
  return estimate;
}

Estimates Estimator::All() const {
  Estimates estimates;
  Sketch cluster;
  for (const auto& [step, runs] : history_.steps()) {
    cluster.Merge(runs.runtime);
    // A step of which no run ever finished has lower bounds only.
    if (runs.finished > 0 && runs.runtime.EventWeight() > 0) estimates.Add(step, Of(step, runs));
  }
  if (!cluster.empty()) estimates.typical_runtime = Rounded(cluster.Curve().Quantile(0.5));
  return estimates;
}

}  // namespace tenure
