#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace tenure {

// A thread that calls functions, one after the other, every interval until it
// is stopped. Threads that answer requests go before it. Files are polled: a watch on a mounted
// ConfigMap or Secret sees its link go away, and never that it was written
// (kubernetes/kubernetes#111947).
class Poller {
 public:
  using Task = std::function<void()>;  // throws nothing

  explicit Poller(std::chrono::milliseconds interval) : interval_(interval) {}
  ~Poller() { Stop(); }
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  // Before Start: what to call, in this order.
  void Add(Task task) { tasks_.push_back(std::move(task)); }

  // The first round begins one interval from now. Once.
  void Start();

  // Begins a round now and returns when it has ended: every task has been
  // called after Wake was. At once when the poller is not running. Not for tasks.
  void Wake();

  // No task is running, nor will be, when it returns.
  void Stop();

 private:
  void Run(const std::stop_token& stopping);

  const std::chrono::milliseconds interval_;
  std::vector<Task> tasks_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t asked_ = 0;  // rounds that somebody waits for, counted
  std::uint64_t done_ = 0;   // of these, how many have ended
  bool is_running_ = false;
  std::jthread thread_;  // the last: it ends before what it uses
};

}  // namespace tenure
