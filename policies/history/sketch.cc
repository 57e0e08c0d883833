#include "policies/history/sketch.h"

#include <algorithm>
#include <cmath>

namespace tenure {
namespace {

constexpr double kGrowth = 1.01;
const double kLogGrowth = std::log(kGrowth);
// A thousandth of a second, a byte, a thousandth of a core: nothing below
// matters. Nothing above 10^30 is a measurement.
constexpr double kSmallest = 1e-3;
constexpr double kLargest = 1e30;

}  // namespace

std::int32_t Sketch::IndexOf(double value) {
  const double bounded = std::clamp(value, kSmallest, kLargest);
  return static_cast<std::int32_t>(std::floor(std::log(bounded / kSmallest) / kLogGrowth + 0.5));
}

double Sketch::ValueOf(std::int32_t index) { return kSmallest * std::exp(index * kLogGrowth); }

Sketch::Bin& Sketch::BinAt(std::int32_t index) {
  const auto found = std::ranges::lower_bound(bins_, index, {}, &Bin::index);
  if (found != bins_.end() && found->index == index) return *found;
  return *bins_.insert(found, Bin{index, 0, 0});
}

void Sketch::Add(double value, double weight, bool censored) {
  Bin& bin = BinAt(IndexOf(value));
  (censored ? bin.censored : bin.events) += weight;
  max_ = std::max(max_, value);
}

void Sketch::Remove(double value, double weight, bool censored) {
  Bin& bin = BinAt(IndexOf(value));
  double& side = censored ? bin.censored : bin.events;
  constexpr double kRounding = 1e-9;
  side = side - weight < kRounding * weight ? 0 : side - weight;
}

void Sketch::Merge(const Sketch& other) {
  for (const Bin& theirs : other.bins_) {
    Bin& ours = BinAt(theirs.index);
    ours.events += theirs.events;
    ours.censored += theirs.censored;
  }
  max_ = std::max(max_, other.max_);
}

void Sketch::Scale(double factor) {
  for (Bin& bin : bins_) {
    bin.events *= factor;
    bin.censored *= factor;
  }
}

double Sketch::EventWeight() const {
  double sum = 0;
  for (const Bin& bin : bins_) sum += bin.events;
  return sum;
}

double Sketch::Weight() const {
  double sum = 0;
  for (const Bin& bin : bins_) sum += bin.events + bin.censored;
  return sum;
}

SurvivalCurve Sketch::Curve() const {
  std::vector<Observation> observations;
  observations.reserve(bins_.size());
  for (const Bin& bin : bins_) {
    if (bin.events + bin.censored <= 0) continue;
    observations.push_back({std::min(ValueOf(bin.index), max_), bin.events, bin.censored});
  }
  return SurvivalCurve::Of(observations);
}

Sketch Sketch::Of(std::vector<Bin> bins, double max) {
  Sketch sketch;
  sketch.bins_ = std::move(bins);
  sketch.max_ = max;
  return sketch;
}

}  // namespace tenure
