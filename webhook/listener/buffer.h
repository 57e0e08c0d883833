#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "webhook/listener/buffer_budget.h"

namespace tenure {

// Room for bytes, neither initialised nor, until it is written to, backed by
// memory: a client that announces 8 MB costs what it sends.
class Buffer {
 public:
  // Beyond the capacity: a JSON parser may read, not use, so many bytes (JsonDocument::kPadding).
  static constexpr std::size_t kPadding = 64;

  Buffer() = default;
  explicit Buffer(std::size_t capacity)
      : data_(std::make_unique_for_overwrite<char[]>(capacity + kPadding)), capacity_(capacity) {}

  // Counted against the budget for as long as it lives; none: the budget has no room.
  [[nodiscard]] static std::optional<Buffer> Allocate(BufferBudget& budget, std::size_t capacity) {
    if (!budget.Take(capacity)) return std::nullopt;
    Buffer buffer(capacity);
    buffer.charge_ = BudgetCharge(&budget, GiveBack{capacity});
    return buffer;
  }

  [[nodiscard]] char* data() const { return data_.get(); }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  explicit operator bool() const { return data_ != nullptr; }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t capacity_ = 0;
  BudgetCharge charge_;
};

}  // namespace tenure
