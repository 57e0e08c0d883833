#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace tenure {

// Memory that all connections of a listener share. Used by many threads at once.
class BufferBudget {
 public:
  explicit BufferBudget(std::size_t bytes) : bytes_(bytes) {}

  // Large takers may fill half of it, small ones all.
  static constexpr std::size_t kLarge = std::size_t{64} << 10;

  // False: there is not so much left, and nothing is taken.
  [[nodiscard]] bool Take(std::size_t bytes) {
    const std::size_t ceiling = bytes > kLarge ? bytes_ / 2 : bytes_;
    if (used_.fetch_add(bytes, std::memory_order_relaxed) + bytes <= ceiling) return true;
    Give(bytes);
    return false;
  }
  void Give(std::size_t bytes) { used_.fetch_sub(bytes, std::memory_order_relaxed); }

  [[nodiscard]] std::size_t used() const { return used_.load(std::memory_order_relaxed); }

 private:
  const std::size_t bytes_;
  std::atomic<std::size_t> used_ = 0;
};

struct GiveBack {
  std::size_t bytes = 0;
  void operator()(BufferBudget* budget) const { budget->Give(bytes); }
};

// Bytes that were taken, and are given back with it.
using BudgetCharge = std::unique_ptr<BufferBudget, GiveBack>;

}  // namespace tenure
