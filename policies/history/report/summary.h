#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "policies/estimates/estimates.h"
#include "policies/history/history.h"

namespace tenure {

// The class that a policy gives a step of this typical runtime, in seconds;
// empty: none.
using ClassOfRuntime = std::function<std::string(double seconds)>;

struct ClassShare {
  std::string name;  // empty: pods that no class takes
  std::size_t steps = 0;
  std::size_t weak_steps = 0;  // too few runs: they do not classify by themselves
  std::int64_t runs = 0;
  double seconds = 0;
  double core_seconds = 0;
};

// How many runs would have stayed below a limit made of their step's figures.
struct LimitCoverage {
  std::string name;        // "1.2x mean", "p95"
  double share = 0;        // of the runs, 0 to 1
  double worst_tenth = 0;  // one step in ten is covered less than this
};

struct StepTime {
  std::string name;
  std::int64_t runs = 0;
  double share = 0;  // of the cluster's time
  Estimate estimate;
};

// A point of the Lorenz curve: the longest `runs` of all runs hold `time` of all time.
struct Concentration {
  double runs = 0;
  double time = 0;
};

struct HistorySummary {
  std::int64_t runs = 0;
  std::int64_t cut_off = 0;
  double seconds = 0;
  double core_seconds = 0;
  std::optional<Duration> typical_runtime;
  std::vector<ClassShare> classes;           // in order of their time
  std::vector<Concentration> concentration;  // ascending
  std::vector<LimitCoverage> coverage;       // of memory
  std::int64_t covered_runs = 0;             // that the coverage was measured on
  Requested memory_request;
  Requested cpu_request;
  Requested runtime_request;
  std::vector<StepTime> largest;  // steps with the most time

  // How much of all time the longest runs hold, being this share of them (0.01: one in a hundred).
  [[nodiscard]] double TimeOfLongest(double share) const;
};

[[nodiscard]] HistorySummary Summarize(const History& history, const Estimates& estimates,
                                       const ClassOfRuntime& class_of);

}  // namespace tenure
