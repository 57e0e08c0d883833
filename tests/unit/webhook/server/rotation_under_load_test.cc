// Certificates are swapped while clients come and stay: nobody notices.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/authority.h"
#include "tests/support/decide.h"
#include "tests/support/mounted_volume.h"
#include "webhook/server/certificate_reload.h"
#include "webhook/server/webhook_server.h"

namespace tenure {
namespace {

constexpr int kRotations = 500;
constexpr int kComing = 2;    // clients that connect for each request
constexpr int kStaying = 2;   // clients that keep their connection
constexpr int kEnough = 500;  // handshakes, at least
constexpr const char* kRequest =
    "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    "Content-Length: 2\r\n\r\n{}";
constexpr const char* kLastWords = "try /mutate or /validate\n";

template <auto Free>
using Freed = OpenSslFree<Free>;

// A TLS connection that verifies the server, as an API server does.
class Connection {
 public:
  Connection(SSL_CTX& context, int port) : tls_(SSL_new(&context)) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{.sin_family = AF_INET, .sin_port = htons(static_cast<std::uint16_t>(port))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 60, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    SSL_set_fd(tls_.get(), socket_);
    SSL_set1_host(tls_.get(), "localhost");
    is_up_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
             SSL_connect(tls_.get()) == 1;
  }
  ~Connection() {
    SSL_shutdown(tls_.get());
    ::close(socket_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool is_up() const { return is_up_; }

  // Whether a request is answered.
  bool Ask() {
    const std::string request = kRequest;
    if (SSL_write(tls_.get(), request.data(), static_cast<int>(request.size())) <= 0) return false;
    std::string answer;
    std::array<char, 4096> buffer;
    while (!answer.ends_with(kLastWords)) {
      const int size = SSL_read(tls_.get(), buffer.data(), buffer.size());
      if (size <= 0) return false;
      answer.append(buffer.data(), static_cast<std::size_t>(size));
    }
    return true;
  }

 private:
  std::unique_ptr<SSL, Freed<SSL_free>> tls_;
  int socket_ = -1;
  bool is_up_ = false;
};

class RotationUnderLoadTest : public ::testing::Test {
 protected:
  RotationUnderLoadTest() {
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), ca_.issued().certificate.get());
    Rotate();
    const auto started = server_.Start();
    EXPECT_TRUE(started) << started.error();
  }
  ~RotationUnderLoadTest() override { server_.Stop(); }

  void Rotate() {
    const auto pair = ca_.Server(now_);
    volume_.Update({{"tls.crt", pair.certificate}, {"tls.key", pair.key}});
    reload_.Poll(now_);
  }

  void TellPort(std::string_view line) {
    const auto event = nlohmann::json::parse(line);
    if (event["event"] != "listening") return;
    const std::string address = event["address"];
    port_ = std::stoi(address.substr(address.rfind(':') + 1));
  }

  void ComeAndGo() {
    while (!done_) {
      Connection connection(*context_, port_);
      ++handshakes_;
      if (!connection.is_up() || !connection.Ask()) ++failures_;
    }
  }

  void Stay() {
    Connection connection(*context_, port_);
    while (!done_) {
      if (!connection.is_up() || !connection.Ask()) ++failures_;
    }
  }

  const Time now_ = std::chrono::system_clock::now();
  test::Authority ca_{now_};
  test::MountedVolume volume_{"other", ""};
  std::atomic<int> port_ = 0;
  Log log_{LogFormat::kJson, [this](std::string_view line) { TellPort(line); }};
  Metrics metrics_;
  PolicyInForce policy_{std::make_shared<const Basis>(Basis{.policy = test::DefaultPolicy()})};
  RecentAdmissions recent_;
  std::shared_ptr<ReloadingIdentity> identity_ = std::make_shared<ReloadingIdentity>(
      IdentityFiles{.certificate = volume_.Path("tls.crt"), .key = volume_.Path("tls.key")});
  CertificateReload reload_{identity_, metrics_, log_};
  WebhookServer server_{{.admission = {.host = "127.0.0.1"}, .probes = {.host = "127.0.0.1"}},
                        policy_,
                        recent_,
                        metrics_,
                        identity_,
                        log_};
  std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>> context_{SSL_CTX_new(TLS_client_method())};
  std::atomic<bool> done_ = false;
  std::atomic<int> handshakes_ = 0;
  std::atomic<int> failures_ = 0;
};

TEST_F(RotationUnderLoadTest, FiveHundredRotationsFailNoHandshakeAndNoRequest) {
  std::vector<std::thread> clients;
  for (int n = 0; n < kComing; ++n) clients.emplace_back([this] { ComeAndGo(); });
  for (int n = 0; n < kStaying; ++n) clients.emplace_back([this] { Stay(); });
  int rotations = 0;
  while (failures_ == 0 && (rotations < kRotations || handshakes_ < kEnough)) {
    Rotate();
    ++rotations;
    // So that clients meet every pair in turn, however fast the machine is.
    std::this_thread::yield();
  }
  done_ = true;
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(failures_, 0) << "after " << rotations << " rotations, " << handshakes_
                          << " handshakes";
  EXPECT_GE(rotations, kRotations);
}

}  // namespace
}  // namespace tenure
