#include "policies/history/report/summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace tenure {
namespace {

constexpr std::size_t kLargestSteps = 15;
// Below, a quantile of the step's own runs covers them by construction.
constexpr double kRunsToCover = 20;

void AddTo(Requested& sum, const Requested& other) {
  sum.asked += other.asked;
  sum.used += other.used;
}

// Its P50 where it was learnt; a step of which no run finished lasted longer
// than anybody saw.
double TypicalSeconds(const Estimate* estimate, const StepHistory& step) {
  return estimate != nullptr ? static_cast<double>(estimate->runtime_p50.seconds())
                             : step.runtime.max();
}

class Classes {
 public:
  void Add(const std::string& name, const StepHistory& step, bool weak) {
    ClassShare& share = classes_[name];
    share.name = name;
    ++share.steps;
    if (weak) ++share.weak_steps;
    share.runs += step.finished + step.cut_off;
    share.seconds += step.seconds;
    share.core_seconds += step.core_seconds;
  }
  [[nodiscard]] std::vector<ClassShare> ByTime() const {
    std::vector<ClassShare> shares;
    shares.reserve(classes_.size());
    for (const auto& [name, share] : classes_) shares.push_back(share);
    std::ranges::sort(shares, std::greater<>(), &ClassShare::seconds);
    return shares;
  }

 private:
  std::map<std::string, ClassShare> classes_;
};

// From the longest bin down.
std::vector<Concentration> ConcentrationOf(const Sketch& runtime) {
  double runs = 0;
  double time = 0;
  for (const Sketch::Bin& bin : runtime.bins()) {
    runs += bin.events + bin.censored;
    time += (bin.events + bin.censored) * Sketch::ValueOf(bin.index);
  }
  std::vector<Concentration> curve = {{0, 0}};
  if (runs <= 0 || time <= 0) return curve;
  Concentration reached;
  for (auto bin = runtime.bins().rbegin(); bin != runtime.bins().rend(); ++bin) {
    reached.runs += (bin->events + bin->censored) / runs;
    reached.time += (bin->events + bin->censored) * Sketch::ValueOf(bin->index) / time;
    curve.push_back(reached);
  }
  return curve;
}

// Shares of each step's runs below a limit, weighted by its runs.
class Coverage {
 public:
  explicit Coverage(std::string name) : name_(std::move(name)) {}

  void Add(double share, double runs) {
    shares_.push_back(share);
    covered_ += share * runs;
    runs_ += runs;
  }
  [[nodiscard]] LimitCoverage Result() const {
    std::vector<double> sorted = shares_;
    std::ranges::sort(sorted);
    const std::size_t tenth = sorted.size() / 10;
    return {name_, runs_ > 0 ? covered_ / runs_ : 0, sorted.empty() ? 0 : sorted[tenth]};
  }

 private:
  std::string name_;
  std::vector<double> shares_;
  double covered_ = 0;
  double runs_ = 0;
};

constexpr std::array kFactors = {0.8, 1.2, 1.5};

void MeasureCoverage(const History& history, HistorySummary& summary) {
  std::vector<Coverage> coverage = {Coverage("0.8x mean"), Coverage("1.2x mean"),
                                    Coverage("1.5x mean"), Coverage("p95")};
  for (const auto& [name, step] : history.steps()) {
    const double runs = step.memory.Weight();
    if (runs < kRunsToCover) continue;
    summary.covered_runs += step.finished + step.cut_off;
    const SurvivalCurve curve = step.memory.Curve();
    const double mean = curve.Mean();
    for (std::size_t i = 0; i < kFactors.size(); ++i) {
      coverage[i].Add(1 - curve.Survival(kFactors[i] * mean), runs);
    }
    coverage.back().Add(1 - curve.Survival(curve.Quantile(0.95)), runs);
  }
  for (const Coverage& measured : coverage) summary.coverage.push_back(measured.Result());
}

void KeepLargest(std::vector<StepTime>& steps, double seconds) {
  std::ranges::sort(steps, std::greater<>(), &StepTime::share);
  if (steps.size() > kLargestSteps) steps.resize(kLargestSteps);
  for (StepTime& step : steps) step.share = seconds > 0 ? step.share / seconds : 0;
}

}  // namespace

double HistorySummary::TimeOfLongest(double share) const {
  for (std::size_t i = 1; i < concentration.size(); ++i) {
    const Concentration& before = concentration[i - 1];
    const Concentration& after = concentration[i];
    if (after.runs < share) continue;
    const double part = (share - before.runs) / (after.runs - before.runs);
    return before.time + part * (after.time - before.time);
  }
  return concentration.empty() ? 0 : concentration.back().time;
}

HistorySummary Summarize(const History& history, const Estimates& estimates,
                         const ClassOfRuntime& class_of) {
  HistorySummary summary;
  summary.typical_runtime = estimates.typical_runtime;
  Classes classes;
  Sketch all;
  for (const auto& [name, step] : history.steps()) {
    const Estimate* estimate = estimates.Find(name);
    classes.Add(class_of(TypicalSeconds(estimate, step)), step,
                estimate == nullptr || estimate->weak);
    all.Merge(step.runtime);
    summary.runs += step.finished + step.cut_off;
    summary.cut_off += step.cut_off;
    summary.seconds += step.seconds;
    summary.core_seconds += step.core_seconds;
    AddTo(summary.memory_request, step.memory_request);
    AddTo(summary.cpu_request, step.cpu_request);
    AddTo(summary.runtime_request, step.runtime_request);
    summary.largest.push_back({name, step.finished + step.cut_off, step.seconds,
                               estimate == nullptr ? Estimate{} : *estimate});
  }
  summary.classes = classes.ByTime();
  summary.concentration = ConcentrationOf(all);
  MeasureCoverage(history, summary);
  KeepLargest(summary.largest, summary.seconds);
  return summary;
}

}  // namespace tenure
