#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "certs/identity.h"
#include "webhook/listener/address.h"
#include "webhook/listener/http.h"
#include "webhook/listener/limits.h"
#include "webhook/listener/listener.h"
#include "webhook/listener/listener_events.h"
#include "webhook/listener/roster.h"

namespace tenure {

// Where and how to serve.
struct TlsListenerOptions {
  Address address;
  std::size_t loops = 1;  // event loops, each on a thread of its own
  Limits limits = {};
  HttpHandler handler;
  // Paths whose requests may take seconds: a thread of their own handles them,
  // one after the other. None: there are none.
  std::function<bool(std::string_view path)> is_slow = {};
  std::function<void()> on_failure;  // the port was lost; nothing is served any more
};

// The listener of the admission port. `events` must outlive it.
class TlsListener : public Listener {
 public:
  [[nodiscard]] virtual ConnectionCounts Connections() const = 0;
};

[[nodiscard]] std::unique_ptr<TlsListener> NewTlsListener(
    TlsListenerOptions options, std::shared_ptr<const IdentitySource> identity,
    ListenerEvents& events);

}  // namespace tenure
