#pragma once

#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "webhook/listener/file_descriptor.h"

namespace tenure {

// What a connection waits for. Errors and hang-ups are always told.
enum class Interest : std::uint8_t { kRead, kWrite, kReadOrWrite };

// Many sockets, watched at once (epoll(7), level-triggered): what is not dealt
// with is told again.
class Epoll {
 public:
  Epoll();

  // `owner` comes back with the events. False: the kernel has no room for it.
  [[nodiscard]] bool Add(int socket, Interest interest, void* owner);
  void Change(int socket, Interest interest, void* owner);
  void Remove(int socket);

  // Whether the client has closed its side, or the connection is lost.
  [[nodiscard]] static bool HasLeft(const epoll_event& event) {
    return (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
  }

  // Until something happens, or the time is over; none: without end.
  [[nodiscard]] std::span<const epoll_event> Wait(std::optional<std::chrono::milliseconds> timeout,
                                                  std::size_t at_most = kEvents);

  // An epoll can be watched by another.
  [[nodiscard]] int descriptor() const { return epoll_.get(); }

 private:
  static constexpr std::size_t kEvents = 256;

  FileDescriptor epoll_;
  std::array<epoll_event, kEvents> events_{};
};

}  // namespace tenure
