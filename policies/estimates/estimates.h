#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "policies/pod/duration.h"
#include "policies/pod/quantity.h"

namespace tenure {

// What history says of one resource of a workload step. Of cpu: the average
// number of cores of each run. Of memory: the peak of each run, in bytes.
struct UsageEstimate {
  Quantity mean;
  Quantity p50;
  Quantity p95;
  Quantity max;
};

// What history says of a workload step, from its finished runs.
struct Estimate {
  std::int64_t runs = 0;
  Duration runtime_p50 = Duration::Seconds(0);
  Duration runtime_p95 = Duration::Seconds(0);
  std::optional<UsageEstimate> cpu;
  std::optional<UsageEstimate> memory;
  Duration runtime_max = Duration::Seconds(0);
  // Too few runs, or too long ago: not to classify by on its own.
  bool weak = false;
  std::string last_seen = {};  // the day of the last run, 2026-11-21; empty: not known
};

// Estimates by workload step. Immutable while decisions use it.
class Estimates {
 public:
  static constexpr std::size_t kMaxSteps = 100'000;

  void Add(std::string step, Estimate estimate) {
    steps_.insert_or_assign(std::move(step), std::move(estimate));
  }
  [[nodiscard]] const Estimate* Find(std::string_view step) const {
    const auto found = steps_.find(step);
    return found == steps_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] bool empty() const { return steps_.empty(); }
  [[nodiscard]] std::size_t size() const { return steps_.size(); }
  [[nodiscard]] auto begin() const { return steps_.begin(); }
  [[nodiscard]] auto end() const { return steps_.end(); }

  // The median runtime in this cluster: the policy's runtime.typical, learnt.
  std::optional<Duration> typical_runtime = {};

 private:
  struct HashText {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, Estimate, HashText, std::equal_to<>> steps_;
};

}  // namespace tenure
