#include "policies/history/shrinkage.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "policies/estimates/step.h"

namespace tenure {
namespace {

// Below a millisecond, a byte or a millicore there is nothing to compare.
constexpr double kFloor = 1e-3;
// Before anything is known: runs of one step within a factor of 1.6 of each other.
constexpr double kUsualWithin = 0.25;
// Where there is only one step: steps differ by a factor of 4 or so.
constexpr double kUsualBetween = 2.0;
// What the engine's spread counts, in runs, next to the step's own.
constexpr double kSpreadPrior = 4;

struct StepMean {
  double mean = 0;
  double variance = 0;
  double runs = 0;  // weighted
};

StepMean MeanOf(const Sketch& sketch) {
  const auto moments = sketch.Curve().Logarithm(kFloor);
  return {moments.mean, moments.variance, sketch.Weight()};
}

// Pooled over steps, each with its degrees of freedom.
double Within(const std::vector<StepMean>& steps) {
  // Runs that are all alike, or one step of two runs, prove no spread of zero.
  constexpr double kPriorFreedom = 2;
  double squares = kUsualWithin * kPriorFreedom;
  double freedom = kPriorFreedom;
  for (const StepMean& step : steps) {
    if (step.runs <= 1) continue;
    squares += step.variance * step.runs;
    freedom += step.runs - 1;
  }
  return squares / freedom;
}

// By the method of moments: the variance of the means, less what is due to
// few runs. Never quite zero, so that a step's own runs always count.
double Between(const std::vector<StepMean>& steps, double mean, double within) {
  if (steps.size() < 3) return kUsualBetween;
  double squares = 0;
  double noise = 0;
  for (const StepMean& step : steps) {
    squares += (step.mean - mean) * (step.mean - mean);
    noise += within / std::max(step.runs, 1.0);
  }
  const auto count = static_cast<double>(steps.size());
  constexpr double kLeast = 0.01;
  return std::max(squares / (count - 1) - noise / count, kLeast);
}

Prior PriorFrom(const std::vector<StepMean>& steps) {
  Prior prior;
  for (const StepMean& step : steps) prior.mean += step.mean / static_cast<double>(steps.size());
  prior.within = Within(steps);
  prior.between = Between(steps, prior.mean, prior.within);
  return prior;
}

double Towards(double mean, double runs, const Prior& prior) {
  const double noise = prior.within / std::max(runs, 1e-6);
  return (mean * prior.between + prior.mean * noise) / (prior.between + noise);
}

}  // namespace

Shrinkage::Shrinkage(const History& history, Sketch StepHistory::* quantity) {
  std::vector<StepMean> all;
  std::map<std::string, std::vector<StepMean>, std::less<>> by_engine;
  for (const auto& [step, runs] : history.steps()) {
    const Sketch& sketch = runs.*quantity;
    if (sketch.Weight() <= 0) continue;
    all.push_back(MeanOf(sketch));
    by_engine[std::string(EngineOf(step))].push_back(all.back());
  }
  if (all.empty()) return;
  cluster_ = PriorFrom(all);
  for (const auto& [engine, steps] : by_engine) {
    Prior prior = PriorFrom(steps);
    // An engine of few steps is drawn towards the cluster as a step of few runs is to it.
    const Prior above{cluster_.mean, cluster_.between, prior.between};
    prior.mean = Towards(prior.mean, static_cast<double>(steps.size()), above);
    engines_.emplace(engine, prior);
  }
}

const Prior& Shrinkage::PriorOf(std::string_view engine) const {
  const auto found = engines_.find(engine);
  return found == engines_.end() ? cluster_ : found->second;
}

double Shrinkage::FactorFor(std::string_view step, const Sketch& sketch) const {
  const StepMean own = MeanOf(sketch);
  return std::exp(Towards(own.mean, own.runs, PriorOf(EngineOf(step))) - own.mean);
}

double Shrinkage::SpreadFor(std::string_view step, const Sketch& sketch) const {
  const StepMean own = MeanOf(sketch);
  const double within = PriorOf(EngineOf(step)).within;
  return std::sqrt((own.variance * own.runs + within * kSpreadPrior) / (own.runs + kSpreadPrior));
}

}  // namespace tenure
