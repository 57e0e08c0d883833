// A job that writes and resumes its own checkpoints (--native): tell it when
// to, and end it in time.
#pragma once

#include <chrono>

#include "wrapper/event_loop.h"
#include "wrapper/options.h"

namespace tenure::wrapper {

class NativeSupervisor {
 public:
  NativeSupervisor(Options options, SignalQueue signals)
      : options_(std::move(options)), loop_(std::move(signals), [] {}) {}

  int Run();

 private:
  using Clock = std::chrono::steady_clock;

  bool Tells() const;
  void AskForCheckpoint();
  void Terminate();

  Options options_;
  EventLoop loop_;
  bool told_to_end_ = false;
};

}  // namespace tenure::wrapper
