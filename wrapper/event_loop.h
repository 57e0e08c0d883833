// PID 1's duties: reap every process, pass signals on to the job, and keep
// what the supervisor has to act on.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "wrapper/process.h"
#include "wrapper/signal_queue.h"

namespace tenure::wrapper {

class EventLoop {
 public:
  // `tick` is called about once a second, whatever else goes on.
  EventLoop(SignalQueue signals, std::function<void()> tick)
      : signals_(std::move(signals)), tick_(std::move(tick)) {}

  // From now on signals go to this process, and its end is kept.
  void Watch(pid_t job);
  pid_t job() const { return job_; }
  const std::optional<int>& job_status() const { return job_status_; }
  const sigset_t& original_mask() const { return signals_.original_mask(); }

  // Waits for one signal, at most so long, and deals with it.
  void Pump(std::chrono::milliseconds at_most);

  // Runs to the end while signals are dealt with.
  Result<> Do(const std::function<Result<>()>& work);
  Result<int> Do(const std::vector<std::string>& command);

  // SIGTERM has come; SIGUSR2 has come since the last question.
  bool termination_asked() const { return termination_asked_; }
  bool TakeDumpRequest() { return std::exchange(dump_requested_, false); }

 private:
  int Await(pid_t pid);
  void Deal(int signal);
  void Reap();

  SignalQueue signals_;
  std::function<void()> tick_;
  std::chrono::steady_clock::time_point last_tick_;
  pid_t job_ = -1;
  std::optional<int> job_status_;
  pid_t awaited_ = -1;
  std::optional<int> awaited_status_;
  bool termination_asked_ = false;
  bool dump_requested_ = false;
};

}  // namespace tenure::wrapper
