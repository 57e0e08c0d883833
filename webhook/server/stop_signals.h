#pragma once

#include <chrono>
#include <csignal>
#include <cstdint>
#include <optional>

namespace tenure {

enum class StopSignal : std::uint8_t {
  kTerminate,  // SIGTERM: finish in peace
  kInterrupt,  // SIGINT: the same, at once
  kHangUp,     // SIGHUP: do not stop, look at the files now
};

// Signals to the server, taken one by one where it waits for them. Made
// before any thread, which then all leave them to this. SIGPIPE is ignored: a
// client that goes away is an error of its connection. So is SIGHUP: files are
// read anew when they change, and a closed terminal is no reason to stop.
class StopSignals {
 public:
  StopSignals();

  [[nodiscard]] StopSignal Wait() const;
  // One that ends the server; none within that time.
  [[nodiscard]] std::optional<StopSignal> WaitFor(std::chrono::seconds time) const;

  // Sends this process a SIGTERM; from any thread.
  static void Raise();

 private:
  sigset_t set_{};
  sigset_t ending_{};
};

}  // namespace tenure
