#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "webhook/server/log.h"

namespace tenure {

// Takes lines to a sink on a thread of its own, in their order and several at
// once: a decision does not wait for whoever reads the log. All that was taken is
// written when this ends.
class LogWriter {
 public:
  // A sink that takes nothing for long must not hold up the cluster: lines
  // beyond so many bytes are dropped, and counted.
  static constexpr std::size_t kWaitingAtMost = std::size_t{16} << 20;

  // `tell_dropped` makes the line that says how many.
  LogWriter(Log::Sink sink, std::function<std::string(std::size_t lines)> tell_dropped,
            std::size_t waiting_at_most = kWaitingAtMost);
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  // From any thread; the order of one thread's lines is kept.
  void Write(std::string_view line);

 private:
  void Run();

  const Log::Sink sink_;
  const std::function<std::string(std::size_t lines)> tell_dropped_;
  const std::size_t waiting_at_most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;  // lines, each with its end
  std::size_t dropped_ = 0;
  bool stopping_ = false;
  std::thread thread_;  // the last: it uses the others
};

}  // namespace tenure
