#pragma once

#include <chrono>
#include <cstdint>

namespace tenure {

// Why something was turned away before a handler saw it.
enum class Refusal : std::uint8_t {
  kHandshake,  // TLS that did not come to be
  kHandshakeTimeout,
  kFraming,   // HTTP that an API server does not send
  kTooLarge,  // a line, a head or a body
  kHeadTimeout,
  kBodyTimeout,
  kWriteTimeout,  // the response was not taken
};

// What was given up because there was too much of it.
enum class Shed : std::uint8_t {
  kMemory,       // 503: no room for the request's bytes
  kQueue,        // 503: too many large bodies wait already
  kConnections,  // closed: there are too many, and it was missed least
  kDescriptors,  // not accepted for now: the kernel has no room for it
};

// What a listener tells of its work. Called by its threads, many at once, and
// on the way of every request: quick, and does not throw.
class ListenerEvents {
 public:
  virtual ~ListenerEvents() = default;
  virtual void OnRefused(Refusal why) = 0;
  virtual void OnShed(Shed what) = 0;
  // How long a loop was away from its sockets; so long others may have waited.
  virtual void OnTurn(std::chrono::nanoseconds lag) = 0;
};

}  // namespace tenure
