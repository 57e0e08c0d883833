#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "certs/identity.h"
#include "certs/openssl.h"

namespace tenure {

// The server side of TLS for all connections of a listener. Handshakes ask
// `identity` for what they show, so that a renewed certificate needs no restart.
class TlsContext {
 public:
  [[nodiscard]] static tl::expected<TlsContext, std::string> Make(
      std::shared_ptr<const IdentitySource> identity);

  [[nodiscard]] SSL_CTX& get() const { return *context_; }

 private:
  TlsContext() = default;

  // At an address of its own: OpenSSL keeps a pointer to it.
  std::unique_ptr<const std::shared_ptr<const IdentitySource>> identity_;
  std::unique_ptr<SSL_CTX, OpenSslFree<SSL_CTX_free>> context_;
};

// One connection's TLS over a socket that does not block.
class TlsSession {
 public:
  enum class Outcome : std::uint8_t {
    kDone,
    kWantsRead,   // try again when the socket can be read
    kWantsWrite,  // … or written
    kClosed,      // by the client, or by an error
  };

  // The socket is the caller's, and stays open for longer.
  TlsSession(SSL_CTX& context, int socket);

  [[nodiscard]] Outcome Handshake();
  // The expensive part of the handshake is done: the answer to the client's hello.
  [[nodiscard]] bool HasGreeted() const;
  [[nodiscard]] Outcome Read(std::span<char> into, std::size_t& size);
  [[nodiscard]] Outcome Write(std::string_view bytes, std::size_t& written);

  // Whether bytes have been read from the socket that Read has not given yet:
  // nobody tells of these again.
  [[nodiscard]] bool HasPending() const { return SSL_has_pending(session_.get()) == 1; }

  // Tells the client that nothing more comes.
  void CloseNotify();

 private:
  [[nodiscard]] Outcome OutcomeOf(int result) const;

  std::unique_ptr<SSL, OpenSslFree<SSL_free>> session_;
};

}  // namespace tenure
