#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "policies/estimates/step.h"
#include "policies/history/step_run.h"

namespace tenure {

// What Prometheus has told of one container so far.
struct ObservedContainer {
  std::string image;
  double memory = 0;       // bytes, the peak
  double cpu_seconds = 0;  // the counter
  std::optional<double> requested_cpu;
  std::optional<double> requested_memory;
};

// What Prometheus has told of one pod so far.
struct ObservedPod {
  std::string uid;
  std::optional<std::int64_t> started;
  std::optional<std::int64_t> completed;
  std::optional<std::int64_t> phase_at;  // when it was first seen to be over
  bool succeeded = false;
  bool long_lived = false;  // restartPolicy Always
  std::int64_t last_seen = 0;
  std::map<std::string, std::string> labels;       // by kube-state-metrics' names
  std::map<std::string, std::string> annotations;  // the same
  std::string job;                                 // the Job that owns it
  std::map<std::string, ObservedContainer> containers;
};

// The key of its step; empty: nothing says it.
[[nodiscard]] std::string StepOf(const ObservedPod& pod, std::span<const StepMatcher> matchers);

// The container that counts: the one with the largest peak.
[[nodiscard]] const ObservedContainer* MainContainerOf(const ObservedPod& pod);

// What kube-state-metrics calls a label or annotation: nextflow.io/processName is
// label_nextflow_io_process_name (internal/store/utils.go).
[[nodiscard]] std::string MetricLabel(std::string_view prefix, std::string_view key);

}  // namespace tenure
