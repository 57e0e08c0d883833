#include "webhook/server/poller.h"

#include <sys/resource.h>

namespace tenure {
namespace {

// On Linux this is about the calling thread alone (sched(7)). The lowest priority of all could take
// seconds for a large file on a busy machine.
void LetOthersGoFirst() {
  constexpr int kNice = 10;
  (void)::setpriority(PRIO_PROCESS, 0, kNice);
}

}  // namespace

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
  LetOthersGoFirst();
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
