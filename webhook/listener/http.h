#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace tenure {

// HTTP as handlers see it: no library, no socket. The views are valid while
// the handler runs.
struct HttpRequest {
  std::string_view method;
  std::string_view target;  // with the query: "/mutate?timeout=10s"
  std::string_view content_type;
  std::string_view traceparent;  // W3C Trace Context; empty: none
  std::string_view body;
  std::size_t readable_beyond_body = 0;  // bytes that a parser may read, and not use
  // When it was known that the request is there.
  std::chrono::steady_clock::time_point arrived;
  bool from_loopback = false;  // the caller's address is one of this machine's own

  // The target without its query.
  [[nodiscard]] std::string_view Path() const { return target.substr(0, target.find('?')); }
};

struct HttpResponse {
  int status = 200;
  std::string_view content_type = "text/plain; charset=utf-8";
  std::string_view allow;  // with 405: the methods that there are
  std::string body;        // appended to; a listener hands in one that has room already
};

// Called by many threads at once.
using HttpHandler = std::function<void(const HttpRequest& request, HttpResponse& response)>;

}  // namespace tenure
