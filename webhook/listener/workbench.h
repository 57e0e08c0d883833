#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "webhook/listener/buffer.h"
#include "webhook/listener/buffer_budget.h"
#include "webhook/listener/http.h"
#include "webhook/listener/limits.h"
#include "webhook/listener/listener_events.h"

namespace tenure {

// What all loops of a listener share.
struct ListenerCommon {
  const Limits& limits;
  BufferBudget& budget;
  ListenerEvents& events;
  const std::atomic<bool>& draining;  // responses end their connections
  SSL_CTX& tls;
  const std::function<bool(std::string_view path)>& is_slow;
};

// Texts that were sent, for those that are still to be written: their memory is not asked for
// again.
class SpareTexts {
 public:
  // An empty one.
  [[nodiscard]] std::string Take();
  void GiveBack(std::string text);

 private:
  std::vector<std::string> texts_;
};

// What the connections of one loop use one after the other.
struct Workbench {
  const ListenerCommon& common;
  const HttpHandler& handler;
  Buffer shared;  // requests that come in one go
  HttpResponse response;
  std::chrono::steady_clock::time_point now;  // when the loop's turn began
  SpareTexts spare;
};

// The handler's answer; 500 if it throws. The response is emptied first.
void Handle(const HttpHandler& handler, const HttpRequest& request, HttpResponse& response);

}  // namespace tenure
