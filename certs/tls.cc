#include "certs/tls.h"

#include <array>

namespace tenure {
namespace {

constexpr const char* kTls13Ciphers =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr std::array<unsigned char, 9> kHttp11 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

// A client that offers only others is served without ALPN, not turned away.
int SelectHttp11(SSL* /*connection*/, const unsigned char** out, unsigned char* out_size,
                 const unsigned char* in, unsigned int in_size, void* /*unused*/) {
  unsigned char* selected = nullptr;
  const int result =
      SSL_select_next_proto(&selected, out_size, kHttp11.data(), kHttp11.size(), in, in_size);
  if (result != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *out = selected;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

bool ConfigureServerTls(SSL_CTX& context) {
  // A client that just closes its socket is no protocol error.
  SSL_CTX_set_options(&context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_alpn_select_cb(&context, SelectHttp11, nullptr);
  return SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_num_tickets(&context, 0) == 1 &&
         SSL_CTX_set_ciphersuites(&context, kTls13Ciphers) == 1 &&
         SSL_CTX_set_cipher_list(&context, kTls12Ciphers) == 1;
}

bool PresentIdentity(SSL& connection, const Identity& identity) {
  if (!identity.HasCertificate()) return false;
  if (SSL_use_certificate(&connection, identity.leaf.get()) != 1) return false;
  if (SSL_use_PrivateKey(&connection, identity.key.get()) != 1) return false;
  SSL_clear_chain_certs(&connection);
  for (const Certificate& certificate : identity.chain) {
    if (SSL_add1_chain_cert(&connection, certificate.get()) != 1) return false;
  }
  return identity.clients == nullptr || RequireClient(connection, *identity.clients);
}

}  // namespace tenure
