#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "policies/pod/duration.h"
#include "policies/pod/quantity.h"

namespace tenure {

// What history says of one resource of a workload step.
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
};

// Estimates by workload step. Immutable while decisions use it.
class Estimates {
 public:
  void Add(std::string step, Estimate estimate) {
    steps_.insert_or_assign(std::move(step), estimate);
  }
  [[nodiscard]] const Estimate* Find(std::string_view step) const {
    const auto found = steps_.find(step);
    return found == steps_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] bool empty() const { return steps_.empty(); }

 private:
  std::map<std::string, Estimate, std::less<>> steps_;
};

}  // namespace tenure
