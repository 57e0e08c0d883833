#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "policies/history/kaplan_meier.h"

namespace tenure {

// How often which value was seen, in bounded memory whatever the number of
// values: bins whose bounds are 1 % apart, so that a quantile is off by 0.5 % at
// most (C. Masson, J. E. Rim, H. K. Lee, DDSketch, VLDB 2019). Sketches of two
// parts of the history add up to the sketch of the whole.
class Sketch {
 public:
  struct Bin {
    std::int32_t index = 0;
    double events = 0;
    double censored = 0;
  };

  void Add(double value, double weight, bool censored);
  // Takes back what was added; for leave-one-out.
  void Remove(double value, double weight, bool censored);
  void Merge(const Sketch& other);
  // Fades everything: a half-life after it was seen it weighs half.
  void Scale(double factor);

  [[nodiscard]] double EventWeight() const;
  [[nodiscard]] double Weight() const;  // censored ones too
  [[nodiscard]] double max() const { return max_; }
  [[nodiscard]] bool empty() const { return bins_.empty(); }
  [[nodiscard]] SurvivalCurve Curve() const;

  // For storing.
  [[nodiscard]] std::span<const Bin> bins() const { return bins_; }
  static Sketch Of(std::vector<Bin> bins, double max);

  // The value that stands for a bin.
  [[nodiscard]] static double ValueOf(std::int32_t index);
  [[nodiscard]] static std::int32_t IndexOf(double value);

 private:
  Bin& BinAt(std::int32_t index);

  std::vector<Bin> bins_;  // ascending
  double max_ = 0;         // exact
};

}  // namespace tenure
