#pragma once

#include <openssl/ssl.h>

#include <mutex>
#include <thread>
#include <unordered_map>

namespace tenure {

// The TLS connections that a listener serves, so that a drain can end those
// that nobody uses: cpp-httplib itself would wait until their time is over. It
// serves a connection on one thread from the handshake to the end, so "the
// connection" is that of the calling thread; where there is none, nothing is done.
// Must outlive them.
class OpenConnections {
 public:
  // In the handshake. The connection leaves by itself when it is freed, which
  // is before its socket is closed: no other file is ever meant by its number.
  void Add(SSL* connection);

  // While a request is read and answered.
  void SetBusy(bool busy);

  // The response is written: no more requests are read from the connection.
  void EndAfterResponse();
  // The same where the request was not read to its end. What is left is thrown
  // away first: closing a socket with unread bytes resets it, and the client
  // would not see the response.
  void EndAfterRefusal();

  void EndIdle();
  void EndAll();

 private:
  struct State {
    SSL* connection = nullptr;
    int socket = -1;
    bool busy = false;
  };

  static int Index();
  void Remove();
  [[nodiscard]] State OfThisThread() const;

  mutable std::mutex mutex_;
  std::unordered_map<std::thread::id, State> states_;
};

}  // namespace tenure
