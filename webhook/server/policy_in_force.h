#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "policies/estimates/estimates.h"
#include "policies/language/policy.h"

namespace tenure {

// What decisions rest on. One request uses one from start to end.
struct Basis {
  Policy policy;
  std::shared_ptr<const Estimates> estimates = std::make_shared<const Estimates>();
};

// The basis of the next request; swapped at once. May be used by many threads.
class PolicyInForce {
 public:
  explicit PolicyInForce(std::shared_ptr<const Basis> basis) { Set(std::move(basis)); }

  // Takes no lock but when it has been swapped since this thread asked last.
  [[nodiscard]] std::shared_ptr<const Basis> Get() const;

  void Set(std::shared_ptr<const Basis> basis);

  // Frees what was swapped out and is used no more: large estimates take a
  // while, and no request shall be the one to wait for it.
  void FreeRetired();

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Basis> basis_;
  std::vector<std::shared_ptr<const Basis>> retired_;
  std::atomic<std::uint64_t> version_ = 0;  // of no two objects the same
};

}  // namespace tenure
