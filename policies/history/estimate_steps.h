#pragma once

#include "policies/estimates/estimates.h"
#include "policies/history/history.h"
#include "policies/history/shrinkage.h"

namespace tenure {

struct EstimateOptions {
  // Below this many finished runs, each counted by what is left of its weight,
  // an estimate is weak.
  double min_runs = 3;
};

// Makes estimates of a history: Kaplan-Meier quantiles per step, drawn towards
// the engine's and the cluster's where runs are few.
class Estimator {
 public:
  explicit Estimator(const History& history, EstimateOptions options = {});

  [[nodiscard]] Estimate Of(std::string_view step, const StepHistory& runs) const;
  [[nodiscard]] Estimates All() const;

 private:
  const History& history_;
  EstimateOptions options_;
  Shrinkage runtime_;
  Shrinkage cpu_;
  Shrinkage memory_;
};

}  // namespace tenure
