// All signals, one at a time, as values: nothing runs in a signal handler.
#pragma once

#include <chrono>
#include <csignal>
#include <optional>

#include "wrapper/file_descriptor.h"
#include "wrapper/result.h"

namespace tenure::wrapper {

class SignalQueue {
 public:
  // Blocks what can be blocked, but for the faults of this process itself.
  static Result<SignalQueue> Open();

  // The next one, or nothing when the time is over.
  std::optional<int> Next(std::chrono::milliseconds at_most) const;

  // As it was before: what the job is started with.
  const sigset_t& original_mask() const { return original_; }

 private:
  FileDescriptor fd_;
  sigset_t original_ = {};
};

}  // namespace tenure::wrapper
