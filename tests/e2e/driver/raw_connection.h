#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

#include "certs/openssl.h"
#include "tests/e2e/driver/server_process.h"
#include "tests/e2e/driver/tcp_socket.h"

namespace tenure::test {

// A TLS connection on which anything can be sent.
class RawConnection {
 public:
  explicit RawConnection(const Server& server);
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  // False: the server does not take it.
  bool Send(std::string_view bytes);
  // One HTTP response with its body; what there is of it when the server closes.
  [[nodiscard]] std::string ReadResponse();
  // Everything until the server closes.
  [[nodiscard]] std::string ReadToEnd();
  // Nothing more will be sent; what comes can still be read.
  void EndSending();
  // Without a farewell.
  void Reset() { socket_.Reset(); }
  [[nodiscard]] const TcpSocket& socket() const { return socket_; }
  // Whether the server leaves the connection open for so long.
  [[nodiscard]] bool StaysOpenFor(int milliseconds) const {
    return socket_.IsQuietFor(milliseconds);
  }

 private:
  bool ReadMore();

  TcpSocket socket_;
  std::unique_ptr<SSL_CTX, OpenSslFree<SSL_CTX_free>> context_;
  std::unique_ptr<SSL, OpenSslFree<SSL_free>> tls_;
  std::string unread_;
};

// The head of a POST with so long a body.
[[nodiscard]] std::string PostHead(std::string_view path, std::size_t length,
                                   std::string_view more_headers = {});

// "HTTP/1.1 411 Length Required…" is 411; 0: no response.
[[nodiscard]] int StatusOf(std::string_view response);

}  // namespace tenure::test
