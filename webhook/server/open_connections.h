#pragma once

#include <openssl/ssl.h>

#include <mutex>
#include <unordered_map>

namespace tenure {

// The TLS connections that a listener serves, so that a drain can end those
// that nobody uses: cpp-httplib itself would wait until their time is over.
// Must outlive them.
class OpenConnections {
 public:
  // In the handshake. The connection leaves by itself when it is freed, which
  // is before its socket is closed: no other file is ever meant by its number.
  void Add(SSL* connection);

  // While a request is read and answered.
  void SetBusy(const SSL* connection, bool busy);

  // The response is written: no more requests are read from this connection.
  void EndAfterResponse(const SSL* connection);
  // The same where the request's body was not read. It is thrown away first:
  // closing a socket with unread bytes resets it, and the client would not see
  // the response.
  void EndAfterRefusal(const SSL* connection);

  void EndIdle();
  void EndAll();

 private:
  struct State {
    SSL* connection = nullptr;
    int socket = -1;
    bool busy = false;
  };

  static int Index();
  void Remove(const SSL* connection);
  [[nodiscard]] State Find(const SSL* connection) const;

  mutable std::mutex mutex_;
  std::unordered_map<const SSL*, State> states_;
};

}  // namespace tenure
