#include "webhook/listener/epoll.h"

#include <algorithm>
#include <climits>

namespace tenure {
namespace {

epoll_event EventOf(Interest interest, void* owner) {
  epoll_event event{};
  event.data.ptr = owner;
  switch (interest) {
    case Interest::kRead:
      event.events = EPOLLIN | EPOLLRDHUP;
      break;
    case Interest::kWrite:
      event.events = EPOLLOUT;
      break;
    case Interest::kReadOrWrite:
      event.events = EPOLLIN | EPOLLOUT;
      break;
  }
  return event;
}

int ToTimeout(std::optional<std::chrono::milliseconds> timeout) {
  if (!timeout) return -1;
  return static_cast<int>(std::clamp<std::int64_t>(timeout->count(), 0, INT_MAX));
}

}  // namespace

Epoll::Epoll() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}

bool Epoll::Add(int socket, Interest interest, void* owner) {
  epoll_event event = EventOf(interest, owner);
  return ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, socket, &event) == 0;
}

void Epoll::Change(int socket, Interest interest, void* owner) {
  epoll_event event = EventOf(interest, owner);
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, socket, &event);
}

void Epoll::Remove(int socket) { ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, socket, nullptr); }

std::span<const epoll_event> Epoll::Wait(std::optional<std::chrono::milliseconds> timeout,
                                         std::size_t at_most) {
  const int limit = static_cast<int>(std::min(at_most, events_.size()));
  const int count = ::epoll_wait(epoll_.get(), events_.data(), limit, ToTimeout(timeout));
  return {events_.data(), static_cast<std::size_t>(std::max(count, 0))};
}

}  // namespace tenure
