#include "webhook/listener/tls_session.h"

#include <openssl/err.h>

#include <utility>

#include "certs/tls.h"

namespace tenure {
namespace {

// OpenSSL's callback of a handshake, when the server has to show something.
int ShowIdentity(SSL* connection, void* source) {
  const auto& identity = *static_cast<const std::shared_ptr<const IdentitySource>*>(source);
  return PresentIdentity(*connection, *identity->Current()) ? 1 : 0;
}

}  // namespace

tl::expected<TlsContext, std::string> TlsContext::Make(
    std::shared_ptr<const IdentitySource> identity) {
  TlsContext made;
  made.context_.reset(SSL_CTX_new(TLS_server_method()));
  if (!made.context_ || !ConfigureServerTls(*made.context_)) {
    return tl::unexpected("TLS cannot be set up: " + OpenSslError());
  }
  made.identity_ =
      std::make_unique<const std::shared_ptr<const IdentitySource>>(std::move(identity));
  SSL_CTX* context = made.context_.get();
  SSL_CTX_set_cert_cb(context, ShowIdentity,
                      const_cast<std::shared_ptr<const IdentitySource>*>(made.identity_.get()));
  // Idle connections keep no buffers, and a read takes all that the socket has.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context, 1);
  return made;
}

TlsSession::TlsSession(SSL_CTX& context, int socket) : session_(SSL_new(&context)) {
  if (!session_) return;  // no memory: the handshake says kClosed
  SSL_set_fd(session_.get(), socket);
  SSL_set_accept_state(session_.get());
}

TlsSession::Outcome TlsSession::Handshake() {
  if (!session_) return Outcome::kClosed;
  ERR_clear_error();
  return OutcomeOf(SSL_do_handshake(session_.get()));
}

bool TlsSession::HasGreeted() const {
  return session_ && BIO_number_written(SSL_get_wbio(session_.get())) > 0;
}

TlsSession::Outcome TlsSession::Read(std::span<char> into, std::size_t& size) {
  ERR_clear_error();
  return OutcomeOf(SSL_read_ex(session_.get(), into.data(), into.size(), &size));
}

TlsSession::Outcome TlsSession::Write(std::string_view bytes, std::size_t& written) {
  ERR_clear_error();
  return OutcomeOf(SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &written));
}

void TlsSession::CloseNotify() {
  ERR_clear_error();
  SSL_shutdown(session_.get());
}

TlsSession::Outcome TlsSession::OutcomeOf(int result) const {
  if (result == 1) return Outcome::kDone;
  switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return Outcome::kWantsRead;
    case SSL_ERROR_WANT_WRITE:
      return Outcome::kWantsWrite;
    default:
      return Outcome::kClosed;
  }
}

}  // namespace tenure
