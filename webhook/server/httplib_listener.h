#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "webhook/listener/address.h"
#include "webhook/listener/http.h"
#include "webhook/listener/listener.h"

namespace tenure {

// Where and how to serve without TLS.
struct PlainListenerOptions {
  Address address;
  std::size_t workers = 1;  // one serves one connection for as long as it lives
  HttpHandler handler;
  std::function<void()> on_failure;  // the port was lost; nothing is served any more
};

// A listener on cpp-httplib, one request per connection: for the probes of
// kubelets and for Prometheus.
//
// HTTP beyond what these send is refused: bodies, ranges, encodings. The parser
// of Debian 12's 0.11.4 has known holes behind most of them.
[[nodiscard]] std::unique_ptr<Listener> NewPlainListener(PlainListenerOptions options);

}  // namespace tenure
