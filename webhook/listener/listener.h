#pragma once

#include <string>
#include <tl/expected.hpp>

namespace tenure {

// A port that serves HTTP with a handler, on threads of its own.
class Listener {
 public:
  virtual ~Listener() = default;

  // Binds and serves from now on. Returns the address that it is bound to,
  // "127.0.0.1:8443", or what is wrong with it.
  [[nodiscard]] virtual tl::expected<std::string, std::string> Start() = 0;

  // From now on each response tells its client to close the connection; new
  // connections are still served.
  virtual void Drain() = 0;

  // Takes no new request, and returns when the last one is answered.
  virtual void Stop() = 0;
};

}  // namespace tenure
