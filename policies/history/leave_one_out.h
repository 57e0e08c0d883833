#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "policies/history/estimate_steps.h"
#include "policies/history/history.h"

namespace tenure {

// Long or not, as predicted and as it was.
struct Confusion {
  std::int64_t hits = 0;  // said to be long, and long
  std::int64_t false_alarms = 0;
  std::int64_t misses = 0;
  std::int64_t rest = 0;  // short, and not said to be long
  [[nodiscard]] double Precision() const;
  [[nodiscard]] double Recall() const;
  [[nodiscard]] double F1() const;
  void Count(bool predicted, bool was);
};

// How well history foretells a run that it does not have: each finished run is
// taken out of its step, predicted from the others, and put back
// (leave-one-out). What the step is drawn towards keeps it: one run of many.
class LeaveOneOut {
 public:
  // Both histories have all runs: one by step, one by image.
  LeaveOneOut(History& by_step, History& by_image, double long_from_seconds);

  void Take(const StepRun& run);

  struct Result {
    std::int64_t runs = 0;
    Confusion by_estimate;   // P50 of the step's other runs; weak ones do not classify
    Confusion by_request;    // the time that was asked for
    Confusion by_image;      // median of the image's other runs
    std::int64_t peaks = 0;  // runs with a peak, of steps with others that have one
    // Of these, below 0.8, 1.2 and 1.5 times the others' mean, and their P95.
    std::array<std::int64_t, 4> below = {};
    std::int64_t below_short_limit = 0;  // the larger of 1.2 times and P95
  };
  [[nodiscard]] const Result& result() const { return result_; }

 private:
  struct Without;  // a step's history without one run, for as long as it lives

  History& by_step_;
  History& by_image_;
  Estimator estimator_;
  double long_from_;
  SeenRuns seen_;
  Result result_;
};

// The key of a run in the history by image.
[[nodiscard]] std::string ImageKey(const StepRun& run);

}  // namespace tenure
