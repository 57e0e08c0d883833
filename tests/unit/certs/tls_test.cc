#include "certs/tls.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "certs/issue.h"
#include "certs/pem.h"
#include "tests/support/authority.h"

namespace tenure {
namespace {

using Context = std::unique_ptr<SSL_CTX, OpenSslFree<SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, OpenSslFree<SSL_free>>;

Identity NewIdentity() {
  const Time now = std::chrono::system_clock::now();
  const auto ca = IssueCa("CA", now, std::chrono::hours{1});
  const auto server = IssueServer(*ca, {{"localhost"}, {}}, now, std::chrono::hours{1});
  return std::move(
      *ReadIdentity(ToPem(*server->certificate) + ToPem(*ca->certificate), ToPem(*server->key)));
}

// A server and a client that talk through memory.
class TlsTest : public ::testing::Test {
 protected:
  TlsTest() : server_(SSL_CTX_new(TLS_server_method())), client_(SSL_CTX_new(TLS_client_method())) {
    EXPECT_TRUE(ConfigureServerTls(*server_));
    SSL_CTX_set_cert_cb(
        server_.get(),
        [](SSL* connection, void* identity) {
          return PresentIdentity(*connection, *static_cast<Identity*>(identity)) ? 1 : 0;
        },
        &identity_);
    SSL_CTX_set_security_level(client_.get(), 0);
  }

  bool Handshake() {
    server_end_.reset(SSL_new(server_.get()));
    client_end_.reset(SSL_new(client_.get()));
    BIO* to_server = BIO_new(BIO_s_mem());
    BIO* to_client = BIO_new(BIO_s_mem());
    BIO_up_ref(to_server);
    BIO_up_ref(to_client);
    SSL_set_bio(server_end_.get(), to_server, to_client);
    SSL_set_bio(client_end_.get(), to_client, to_server);
    SSL_set_accept_state(server_end_.get());
    SSL_set_connect_state(client_end_.get());
    for (int turn = 0; turn < 10; ++turn) {
      SSL_do_handshake(client_end_.get());
      SSL_do_handshake(server_end_.get());
    }
    return SSL_is_init_finished(client_end_.get()) == 1 &&
           SSL_is_init_finished(server_end_.get()) == 1;
  }

  Identity identity_ = NewIdentity();
  Context server_;
  Context client_;
  Connection server_end_;
  Connection client_end_;
};

TEST_F(TlsTest, SpeaksTls13WithAes128First) {
  ASSERT_TRUE(Handshake());
  EXPECT_STREQ(SSL_get_version(client_end_.get()), "TLSv1.3");
  EXPECT_STREQ(SSL_get_cipher_name(client_end_.get()), "TLS_AES_128_GCM_SHA256");
}

TEST_F(TlsTest, SpeaksTls12WithForwardSecrecy) {
  SSL_CTX_set_max_proto_version(client_.get(), TLS1_2_VERSION);
  ASSERT_TRUE(Handshake());
  EXPECT_EQ(std::string(SSL_get_cipher_name(client_end_.get())).rfind("ECDHE-", 0), 0U);
}

TEST_F(TlsTest, SpeaksNothingOlder) {
  SSL_CTX_set_min_proto_version(client_.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(client_.get(), TLS1_1_VERSION);
  EXPECT_FALSE(Handshake());
}

TEST_F(TlsTest, ShowsTheWholeChain) {
  ASSERT_TRUE(Handshake());
  EXPECT_EQ(sk_X509_num(SSL_get_peer_cert_chain(client_end_.get())), 2);
}

TEST_F(TlsTest, SelectsHttp11) {
  const unsigned char offered[] = "\x02h2\x08http/1.1";
  SSL_CTX_set_alpn_protos(client_.get(), offered, sizeof offered - 1);
  ASSERT_TRUE(Handshake());
  const unsigned char* selected = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(client_end_.get(), &selected, &size);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(selected), size), "http/1.1");
}

TEST_F(TlsTest, AClientOfHttp2AloneIsServedWithoutAlpn) {
  const unsigned char offered[] = "\x02h2";
  SSL_CTX_set_alpn_protos(client_.get(), offered, sizeof offered - 1);
  EXPECT_TRUE(Handshake());
}

TEST_F(TlsTest, KeepsNoSessions) {
  ASSERT_TRUE(Handshake());
  char byte = 0;
  SSL_read(client_end_.get(), &byte, 1);  // where a ticket would come
  EXPECT_EQ(SSL_SESSION_is_resumable(SSL_get0_session(client_end_.get())), 0);
}

TEST_F(TlsTest, TheNextConnectionShowsTheNextIdentity) {
  ASSERT_TRUE(Handshake());
  const Certificate first(SSL_get1_peer_certificate(client_end_.get()));
  identity_ = NewIdentity();
  ASSERT_TRUE(Handshake());
  const Certificate second(SSL_get1_peer_certificate(client_end_.get()));
  EXPECT_NE(X509_cmp(first.get(), second.get()), 0);
}

TEST_F(TlsTest, WithoutACertificateThereIsNoHandshake) {
  identity_ = Identity();
  EXPECT_FALSE(Handshake());
}

class ClientCertificateTest : public TlsTest {
 protected:
  ClientCertificateTest() { Trust(clients_.Pem(), {"apiserver"}); }

  void Trust(const std::string& ca_pem, std::vector<std::string> names) {
    identity_.clients = *ReadClientTrust(ca_pem, std::move(names));
  }
  void Show(const test::PemPair& pair) {
    const auto shown = ReadIdentity(pair.certificate, pair.key);
    ASSERT_TRUE(shown) << shown.error();
    SSL_CTX_use_certificate(client_.get(), shown->leaf.get());
    SSL_CTX_use_PrivateKey(client_.get(), shown->key.get());
  }

  Time now_ = std::chrono::system_clock::now();
  test::Authority clients_{now_};
};

TEST_F(ClientCertificateTest, IsRequired) { EXPECT_FALSE(Handshake()); }

TEST_F(ClientCertificateTest, IsTakenFromTheCaUnderAnAllowedName) {
  Show(clients_.Client("apiserver", now_));
  EXPECT_TRUE(Handshake());
}

TEST_F(ClientCertificateTest, IsTakenInTls12Too) {
  SSL_CTX_set_max_proto_version(client_.get(), TLS1_2_VERSION);
  EXPECT_FALSE(Handshake());
  Show(clients_.Client("apiserver", now_));
  EXPECT_TRUE(Handshake());
}

TEST_F(ClientCertificateTest, OfAnotherNameIsRefused) {
  Show(clients_.Client("kubelet", now_));
  EXPECT_FALSE(Handshake());
}

TEST_F(ClientCertificateTest, OneOfSeveralNamesWillDo) {
  Trust(clients_.Pem(), {"system:apiserver", "apiserver"});
  Show(clients_.Client("apiserver", now_));
  EXPECT_TRUE(Handshake());
  Show(clients_.Client("system:apiserver", now_));
  EXPECT_TRUE(Handshake());
}

TEST_F(ClientCertificateTest, AWildcardInTheCertificateIsNoName) {
  Trust(clients_.Pem(), {"api.example.org"});
  Show(clients_.Client("*.example.org", now_));
  EXPECT_FALSE(Handshake());
}

TEST_F(ClientCertificateTest, WithoutNamesAnyOfTheCaWillDo) {
  Trust(clients_.Pem(), {});
  Show(clients_.Client("kubelet", now_));
  EXPECT_TRUE(Handshake());
}

TEST_F(ClientCertificateTest, OfAnotherCaIsRefused) {
  Show(test::Authority(now_).Client("apiserver", now_));
  EXPECT_FALSE(Handshake());
}

TEST_F(ClientCertificateTest, AServersCertificateIsNoClients) {
  Show(clients_.Server(now_, {{"apiserver"}, {}}));
  EXPECT_FALSE(Handshake());
}

TEST_F(ClientCertificateTest, AnExpiredOneIsRefused) {
  const Time long_ago = now_ - std::chrono::hours{24 * 100};
  Show(clients_.Client("apiserver", long_ago));
  EXPECT_FALSE(Handshake());
}

}  // namespace
}  // namespace tenure
