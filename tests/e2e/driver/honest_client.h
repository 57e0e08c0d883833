#pragma once

#include <atomic>
#include <thread>

#include "tests/e2e/driver/server_process.h"

namespace tenure::test {

// Asks for decisions as an API server does, one after the other, while others
// misbehave: on a kept connection, and every few requests on a new one.
class HonestClient {
 public:
  explicit HonestClient(const Server& server);
  ~HonestClient();
  HonestClient(const HonestClient&) = delete;
  HonestClient& operator=(const HonestClient&) = delete;

  // Returns when so many more requests were answered, or one failed.
  void WaitForAnswers(int count) const;
  // Ends it, and says how many requests failed.
  [[nodiscard]] int StopAndCountFailures();

 private:
  void Run(const Server& server);

  std::atomic<bool> stopping_ = false;
  std::atomic<int> answered_ = 0;
  std::atomic<int> failed_ = 0;
  std::thread thread_;
};

}  // namespace tenure::test
