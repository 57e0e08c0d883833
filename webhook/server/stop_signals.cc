#include "webhook/server/stop_signals.h"

#include <pthread.h>
#include <unistd.h>

#include <ctime>

namespace tenure {
namespace {

StopSignal Meaning(int number) {
  if (number == SIGHUP) return StopSignal::kHangUp;
  return number == SIGINT ? StopSignal::kInterrupt : StopSignal::kTerminate;
}

}  // namespace

StopSignals::StopSignals() {
  sigemptyset(&ending_);
  sigaddset(&ending_, SIGTERM);
  sigaddset(&ending_, SIGINT);
  set_ = ending_;
  sigaddset(&set_, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGHUP, SIG_IGN);
}

StopSignal StopSignals::Wait() const {
  int number = 0;
  sigwait(&set_, &number);
  return Meaning(number);
}

std::optional<StopSignal> StopSignals::WaitFor(std::chrono::seconds time) const {
  const timespec timeout{.tv_sec = time.count(), .tv_nsec = 0};
  const int number = sigtimedwait(&ending_, nullptr, &timeout);
  if (number < 0) return std::nullopt;
  return Meaning(number);
}

void StopSignals::Raise() { ::kill(::getpid(), SIGTERM); }

}  // namespace tenure
