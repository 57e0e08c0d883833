#pragma once

#include <openssl/ssl.h>

#include "certs/identity.h"

namespace tenure {

// The protocol settings of every server context: TLS 1.2 and newer with forward
// secrecy, no tickets and no sessions (the API server's client keeps none),
// ALPN http/1.1. Certificates come with each handshake, from PresentIdentity.
[[nodiscard]] bool ConfigureServerTls(SSL_CTX& context);

// For the certificate callback (SSL_CTX_set_cert_cb): what this connection
// shows, and what it asks of the client. False: there is nothing to show, the
// handshake fails. Connections that are up are not touched by a later one.
[[nodiscard]] bool PresentIdentity(SSL& connection, const Identity& identity);

}  // namespace tenure
