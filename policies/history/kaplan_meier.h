#pragma once

#include <span>
#include <vector>

namespace tenure {

// Runs that ended, and runs that were cut off, at one value. Weights, not
// counts: older runs weigh less than one.
struct Observation {
  double value = 0;
  double events = 0;    // needed exactly this much
  double censored = 0;  // needed at least this much: killed, evicted, failed
};

// The product-limit estimate of how much runs need, where some were cut off
// before they were done (E. L. Kaplan, P. Meier, Nonparametric estimation from
// incomplete observations, JASA 53, 1958, 457-481). Leaving the cut-off runs out, or taking
// them for whole ones, would make the step look shorter than it is.
class SurvivalCurve {
 public:
  struct Point {
    double value = 0;
    double survival = 1;  // the share of runs that need more than this
  };

  // `observations` are in ascending order of value, no value twice. A run cut
  // off where another ended counts as having needed more.
  static SurvivalCurve Of(std::span<const Observation> observations);

  [[nodiscard]] bool empty() const { return points_.empty(); }

  // The share of runs that need more than `value`.
  [[nodiscard]] double Survival(double value) const;

  // The smallest value that at least the share `q` of the runs need at most.
  // Where the longest runs were cut off, the curve does not come down to zero:
  // the longest is then taken for an end (B. Efron, 1967), a lower bound.
  [[nodiscard]] double Quantile(double q) const;
  [[nodiscard]] double Mean() const;

  // Mean and variance of the logarithm; values below `floor` count as it.
  struct LogMoments {
    double mean = 0;
    double variance = 0;
  };
  [[nodiscard]] LogMoments Logarithm(double floor) const;

 private:
  // Where the estimated mass is: calls visit(value, mass).
  template <typename Visit>
  void ForEachMass(Visit visit) const;

  std::vector<Point> points_;  // at events, and at the largest observation
};

}  // namespace tenure
