#include "webhook/server/poller.h"

namespace tenure {

void Poller::Start() {
  const std::lock_guard lock(mutex_);
  is_running_ = true;
  thread_ = std::jthread([this](const std::stop_token& stopping) { Run(stopping); });
}

void Poller::Wake() {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = ++asked_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return done_ >= mine || !is_running_; });
}

void Poller::Stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Poller::Run(const std::stop_token& stopping) {
  std::unique_lock lock(mutex_);
  while (!stopping.stop_requested()) {
    changed_.wait_for(lock, stopping, interval_, [this] { return asked_ > done_; });
    if (stopping.stop_requested()) break;
    const std::uint64_t answers = asked_;
    lock.unlock();
    for (const Task& task : tasks_) task();
    lock.lock();
    done_ = answers;
    changed_.notify_all();
  }
  is_running_ = false;
  changed_.notify_all();
}

}  // namespace tenure
