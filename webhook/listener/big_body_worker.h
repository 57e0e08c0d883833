#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "webhook/listener/http.h"
#include "webhook/listener/request_reader.h"

namespace tenure {

// A request with a large body: decoding takes milliseconds, for which no loop
// has time.
struct LargeRequest {
  DetachedRequest request;
  std::chrono::steady_clock::time_point arrived;
  std::function<void(HttpResponse response)> deliver;  // called by the worker's thread
};

// One thread that decides large requests, in their order.
class BigBodyWorker {
 public:
  BigBodyWorker(HttpHandler handler, std::size_t waiting_at_most);
  ~BigBodyWorker();
  BigBodyWorker(const BigBodyWorker&) = delete;
  BigBodyWorker& operator=(const BigBodyWorker&) = delete;

  // False: too many wait already. The request is then dropped.
  [[nodiscard]] bool Submit(LargeRequest request);

 private:
  void Run();
  std::optional<LargeRequest> WaitForNext();

  const HttpHandler handler_;
  const std::size_t waiting_at_most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<LargeRequest> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tenure
