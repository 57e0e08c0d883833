#include "webhook/listener/listening_socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

namespace tenure {
namespace {

// A burst of connections beyond it waits for SYNs to be sent again, a second later.
constexpr int kBacklog = 4096;

std::string TextOf(const std::string& host, int port) {
  const bool is_v6 = host.find(':') != std::string::npos;
  return (is_v6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

void Set(int socket, int level, int option, int value) {
  ::setsockopt(socket, level, option, &value, sizeof value);
}

FileDescriptor BoundSocket(const addrinfo& to) {
  FileDescriptor socket(
      ::socket(to.ai_family, to.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, to.ai_protocol));
  if (!socket) return socket;
  Set(socket.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  Set(socket.get(), IPPROTO_TCP, TCP_NODELAY, 1);  // the accepted ones inherit it
  if (to.ai_family == AF_INET6) Set(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (::bind(socket.get(), to.ai_addr, to.ai_addrlen) != 0) return {};
  if (::listen(socket.get(), kBacklog) != 0) return {};
  return socket;
}

int PortOf(int socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&bound), &size) != 0) return 0;
  if (bound.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6&>(bound).sin6_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in&>(bound).sin_port);
}

}  // namespace

tl::expected<ListeningSocket, std::string> ListenOn(const Address& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error =
      ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
  const std::string text = TextOf(address.host, address.port);
  if (error != 0) return tl::unexpected(text + ": " + ::gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
  FileDescriptor socket = BoundSocket(*found);
  if (!socket) return tl::unexpected(text + ": " + std::generic_category().message(errno));
  std::string bound = TextOf(address.host, PortOf(socket.get()));
  return ListeningSocket{.socket = std::move(socket), .address = std::move(bound)};
}

}  // namespace tenure
