#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "certs/identity.h"
#include "webhook/server/http.h"
#include "webhook/server/listener.h"

namespace tenure {

// Where and how to serve.
struct ListenerOptions {
  std::string host;         // an address: "127.0.0.1", "::"
  int port = 0;             // 0: any that is free
  std::size_t workers = 1;  // one serves one connection for as long as it lives
  HttpHandler handler;
  std::function<void()> on_malformed;  // HTTP that is refused before the handler sees it
  std::function<void()> on_failure;    // the port was lost; nothing is served any more
};

// Listeners on cpp-httplib. It serves each connection on a thread of its own, so
// the workers bound the connections that are up at once.
//
// HTTP beyond what an API server, a kubelet or Prometheus sends is refused:
// chunked, compressed and multipart bodies, ranges, bodies without POST, more
// or other than one Content-Length. The parser of Debian 12's 0.11.4 has known
// holes behind most of these.
[[nodiscard]] std::unique_ptr<Listener> NewTlsListener(
    ListenerOptions options, std::shared_ptr<const IdentitySource> identity);

// Without TLS, one request per connection: for probes.
[[nodiscard]] std::unique_ptr<Listener> NewPlainListener(ListenerOptions options);

}  // namespace tenure
