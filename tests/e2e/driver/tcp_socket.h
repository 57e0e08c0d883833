#pragma once

#include <string_view>

namespace tenure::test {

// A TCP connection to a port of this machine, without TLS.
class TcpSocket {
 public:
  explicit TcpSocket(int port);
  ~TcpSocket();
  TcpSocket(TcpSocket&& other) noexcept;
  TcpSocket& operator=(TcpSocket&&) = delete;
  TcpSocket(const TcpSocket&) = delete;
  TcpSocket& operator=(const TcpSocket&) = delete;

  // False: the server does not take it.
  bool Send(std::string_view bytes) const;
  // Waits up to a minute for the server to close.
  [[nodiscard]] bool IsClosedInTheEnd() const;
  // Whether nothing comes, and nobody closes, for so long.
  [[nodiscard]] bool IsQuietFor(int milliseconds) const;
  // Closes with a reset instead of a farewell.
  void Reset();
  // The kernel keeps almost nothing for a client that does not read.
  void ShrinkReceiveBuffer() const;

  [[nodiscard]] int descriptor() const { return socket_; }

 private:
  int socket_ = -1;
};

}  // namespace tenure::test
