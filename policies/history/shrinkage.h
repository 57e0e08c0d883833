#pragma once

#include <map>
#include <string>
#include <string_view>

#include "policies/history/history.h"

namespace tenure {

// How the logarithms of one quantity spread among the runs of a step, and among
// steps; what a step of few runs is drawn towards.
struct Prior {
  double mean = 0;     // of the steps' means
  double between = 0;  // variance of the steps' means, beyond what few runs explain
  double within = 0;   // variance among the runs of one step
};

// The figures of an engine, themselves drawn towards the whole cluster's.
// Where few runs speak for a step, its mean m becomes
//   (m * between + engine's mean * within / n) / (between + within / n),
// the empirical Bayes estimate of a normal model (B. Efron, C. Morris, JASA 70,
// 1975, 311-319), on logarithms, since runtimes and peaks spread by factors.
class Shrinkage {
 public:
  explicit Shrinkage(const History& history, Sketch StepHistory::* quantity);

  // The factor for the quantiles of a step with this sketch.
  [[nodiscard]] double FactorFor(std::string_view step, const Sketch& sketch) const;

  // The standard deviation of the logarithm, drawn towards the engine's: a
  // sample of three cannot show its tail.
  [[nodiscard]] double SpreadFor(std::string_view step, const Sketch& sketch) const;

  [[nodiscard]] const Prior& PriorOf(std::string_view engine) const;

 private:
  Prior cluster_;
  std::map<std::string, Prior, std::less<>> engines_;
};

}  // namespace tenure
