#include "webhook/server/log_writer.h"

#include <chrono>
#include <utility>

namespace tenure {
namespace {

// How long the first line of a batch waits for others, and for how many: one
// wake-up and one write for all of them.
constexpr std::chrono::milliseconds kGather{20};
constexpr std::size_t kFullBytes = std::size_t{128} << 10;
// Of a batch's memory, kept for the next one.
constexpr std::size_t kKeptBytes = std::size_t{256} << 10;

}  // namespace

LogWriter::LogWriter(Log::Sink sink, std::function<std::string(std::size_t lines)> tell_dropped,
                     std::size_t waiting_at_most)
    : sink_(std::move(sink)),
      tell_dropped_(std::move(tell_dropped)),
      waiting_at_most_(waiting_at_most),
      thread_([this] { Run(); }) {}

LogWriter::~LogWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void LogWriter::Write(std::string_view line) {
  bool is_awaited = false;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + line.size() > waiting_at_most_) {
      ++dropped_;
      return;
    }
    const std::size_t before = waiting_.size();
    waiting_ += line;
    waiting_ += '\n';
    is_awaited = before == 0 || (before < kFullBytes && waiting_.size() >= kFullBytes);
  }
  if (is_awaited) changed_.notify_one();
}

void LogWriter::Run() {
  std::string batch;
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    changed_.wait_for(lock, kGather, [this] { return stopping_ || waiting_.size() >= kFullBytes; });
    batch.swap(waiting_);
    const std::size_t dropped = std::exchange(dropped_, 0);
    lock.unlock();
    batch.pop_back();  // the sink ends what it writes
    sink_(batch);
    if (dropped > 0) sink_(tell_dropped_(dropped));
    if (batch.capacity() > kKeptBytes) batch = {};
    batch.clear();
    lock.lock();
  }
}

}  // namespace tenure
