#include "policies/history/leave_one_out.h"

#include <algorithm>

#include "policies/estimates/program.h"

namespace tenure {
namespace {

double Ratio(std::int64_t part, std::int64_t rest) {
  return part + rest > 0 ? static_cast<double>(part) / static_cast<double>(part + rest) : 0;
}

double Bytes(const Quantity& quantity) { return static_cast<double>(quantity.Value()); }

}  // namespace

double Confusion::Precision() const { return Ratio(hits, false_alarms); }
double Confusion::Recall() const { return Ratio(hits, misses); }
double Confusion::F1() const {
  const double sum = Precision() + Recall();
  return sum > 0 ? 2 * Precision() * Recall() / sum : 0;
}

void Confusion::Count(bool predicted, bool was) {
  if (predicted) {
    ++(was ? hits : false_alarms);
  } else {
    ++(was ? misses : rest);
  }
}

struct LeaveOneOut::Without {
  Without(StepHistory& all, const StepRun& left_out, double its_weight)
      : step(all), run(left_out), weight(its_weight) {
    step.runtime.Remove(run.runtime, weight, false);
    if (run.memory) step.memory.Remove(*run.memory, weight, false);
  }
  ~Without() {
    step.runtime.Add(run.runtime, weight, false);
    if (run.memory) step.memory.Add(*run.memory, weight, false);
  }
  Without(const Without&) = delete;
  Without& operator=(const Without&) = delete;

  StepHistory& step;
  const StepRun& run;
  double weight;
};

LeaveOneOut::LeaveOneOut(History& by_step, History& by_image, double long_from_seconds)
    : by_step_(by_step), by_image_(by_image), estimator_(by_step), long_from_(long_from_seconds) {}

void LeaveOneOut::Take(const StepRun& run) {
  if (!run.finished || !seen_.Insert(run.id)) return;
  StepHistory* step = by_step_.FindMutable(run.step);
  StepHistory* image = by_image_.FindMutable(ImageKey(run));
  if (step == nullptr || image == nullptr) return;
  ++result_.runs;
  const bool was_long = run.runtime >= long_from_;
  result_.by_request.Count(run.requested_runtime.value_or(0) >= long_from_, was_long);
  const double weight = by_step_.WeightOf(run);
  {
    const Without others(*image, run, weight);
    const bool known = image->runtime.EventWeight() > 0;
    result_.by_image.Count(known && image->runtime.Curve().Quantile(0.5) >= long_from_, was_long);
  }
  const Without others(*step, run, weight);
  const bool known = step->runtime.EventWeight() > 0;
  const Estimate estimate = known ? estimator_.Of(run.step, *step) : Estimate{.weak = true};
  const auto p50 = static_cast<double>(estimate.runtime_p50.seconds());
  result_.by_estimate.Count(!estimate.weak && p50 >= long_from_, was_long);
  if (!run.memory || !estimate.memory || estimate.weak) return;
  ++result_.peaks;
  const double mean = Bytes(estimate.memory->mean);
  const double p95 = Bytes(estimate.memory->p95);
  const std::array limits = {0.8 * mean, 1.2 * mean, 1.5 * mean, p95};
  for (std::size_t i = 0; i < limits.size(); ++i) {
    if (*run.memory <= limits[i]) ++result_.below[i];
  }
  if (*run.memory <= std::max(1.2 * mean, p95)) ++result_.below_short_limit;
}

std::string ImageKey(const StepRun& run) {
  return run.image.empty() ? "image:?" : "image:" + std::string(ImageRepository(run.image));
}

}  // namespace tenure
