#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "policies/estimates/estimates.h"
#include "policies/language/policy.h"

namespace tenure {

// What decisions rest on. One request uses one from start to end.
struct Basis {
  Policy policy;
  Estimates estimates;
};

// The basis of the next request; swapped at once.
class PolicyInForce {
 public:
  explicit PolicyInForce(std::shared_ptr<const Basis> basis) : basis_(std::move(basis)) {}

  [[nodiscard]] std::shared_ptr<const Basis> Get() const {
    const std::lock_guard lock(mutex_);
    return basis_;
  }

  void Set(std::shared_ptr<const Basis> basis) {
    const std::lock_guard lock(mutex_);
    basis_.swap(basis);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Basis> basis_;
};

}  // namespace tenure
