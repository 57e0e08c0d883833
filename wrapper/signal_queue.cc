#include "wrapper/signal_queue.h"

#include <poll.h>
#include <sys/signalfd.h>

namespace tenure::wrapper {

Result<SignalQueue> SignalQueue::Open() {
  sigset_t all;
  sigfillset(&all);
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT}) {
    sigdelset(&all, fault);
  }
  SignalQueue queue;
  const int error = pthread_sigmask(SIG_BLOCK, &all, &queue.original_);
  if (error != 0) return SystemFailure("cannot block signals", error);
  queue.fd_ = FileDescriptor(signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!queue.fd_.valid()) return SystemFailure("cannot open a signalfd");
  return queue;
}

std::optional<int> SignalQueue::Next(std::chrono::milliseconds at_most) const {
  signalfd_siginfo info = {};
  if (read(fd_.get(), &info, sizeof info) == sizeof info) return static_cast<int>(info.ssi_signo);
  pollfd waiting{.fd = fd_.get(), .events = POLLIN, .revents = 0};
  poll(&waiting, 1, static_cast<int>(at_most.count()));
  if (read(fd_.get(), &info, sizeof info) == sizeof info) return static_cast<int>(info.ssi_signo);
  return std::nullopt;
}

}  // namespace tenure::wrapper
