#include "tests/e2e/driver/tcp_socket.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace tenure::test {
namespace {

constexpr timeval kPatience{.tv_sec = 60, .tv_usec = 0};

}  // namespace

TcpSocket::TcpSocket(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int yes = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

TcpSocket::~TcpSocket() {
  if (socket_ >= 0) ::close(socket_);
}

TcpSocket::TcpSocket(TcpSocket&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

bool TcpSocket::Send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

bool TcpSocket::IsClosedInTheEnd() const {
  std::array<char, 4096> buffer;
  ssize_t size = 0;
  while ((size = ::recv(socket_, buffer.data(), buffer.size(), 0)) > 0) {
  }
  return size == 0 || errno == ECONNRESET;
}

bool TcpSocket::IsQuietFor(int milliseconds) const {
  pollfd readable{socket_, POLLIN, 0};
  return ::poll(&readable, 1, milliseconds) == 0;
}

void TcpSocket::Reset() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(std::exchange(socket_, -1));
}

void TcpSocket::ShrinkReceiveBuffer() const {
  const int smallest = 1;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &smallest, sizeof smallest);
}

}  // namespace tenure::test
