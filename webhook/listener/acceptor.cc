#include "webhook/listener/acceptor.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

namespace tenure {
namespace {

// Until a descriptor may be free again.
constexpr int kNoRoomMilliseconds = 20;

// The process or the machine has no more of something (accept(2)).
bool IsShortage(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

// The listening socket is none any more. All other errors are of the connection.
bool IsFatal(int error) {
  return error == EBADF || error == EINVAL || error == ENOTSOCK || error == EOPNOTSUPP;
}

}  // namespace

Acceptor::Acceptor(Options options, ListenerEvents& events)
    : options_(std::move(options)), events_(events), thread_([this] { Run(); }) {}

Acceptor::~Acceptor() {
  stop_.Put({});
  thread_.join();
}

void Acceptor::Run() {
  Result last = Result::kNoMore;
  while (last != Result::kFailed && Wait(last)) last = AcceptAll();
  if (last != Result::kFailed) last = AcceptAll();
  if (last == Result::kFailed && options_.on_failure) options_.on_failure();
}

Acceptor::Result Acceptor::AcceptAll() {
  while (true) {
    FileDescriptor socket(
        ::accept4(options_.listening.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket) {
      options_.deal(std::move(socket));
    } else if (errno == EAGAIN) {
      return Result::kNoMore;
    } else if (IsFatal(errno)) {
      return Result::kFailed;
    } else if (IsShortage(errno)) {
      events_.OnShed(Shed::kDescriptors);
      options_.on_shortage();
      return Result::kNoRoom;
    }
  }
}

bool Acceptor::Wait(Result last) {
  std::array<pollfd, 2> descriptors{
      {{stop_.descriptor(), POLLIN, 0}, {options_.listening.get(), POLLIN, 0}}};
  if (last == Result::kNoRoom) {
    ::poll(descriptors.data(), 1, kNoRoomMilliseconds);
  } else {
    ::poll(descriptors.data(), descriptors.size(), -1);
  }
  return (descriptors[0].revents & POLLIN) == 0;
}

}  // namespace tenure
