// Certificates that come, go and change while the server runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "certs/files.h"
#include "tests/e2e/driver/client.h"
#include "tests/support/authority.h"
#include "tests/support/mounted_volume.h"

namespace tenure::test {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

constexpr std::chrono::seconds kPatience{60};

// Waits for what the server does when it has looked at its files.
bool Eventually(const std::function<bool()>& is_so) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  return true;
}

class CertificatesTest : public ::testing::Test {
 protected:
  void TearDown() override {
    if (!server_) return;
    EXPECT_EQ(server_->Stop(), 0);
  }

  void Mount(const PemPair& pair, const std::string& clients = {}) {
    volume_.Update(
        {{"tls.crt", pair.certificate}, {"tls.key", pair.key}, {"clients.crt", clients}});
  }
  Server& Start(const std::vector<std::string>& more = {}) {
    const auto ca_file = folder_.path() / "ca.crt";
    EXPECT_TRUE(WriteFile(ca_file, ca_.Pem(), FileAccess::kReadable));
    std::vector<std::string> arguments = {"--tls-cert", volume_.Path("tls.crt"), "--tls-key",
                                          volume_.Path("tls.key")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    server_ = std::make_unique<Server>(arguments, ca_file);
    return *server_;
  }
  // The files of a pair, for a client to show.
  std::pair<std::string, std::string> Write(const std::string& name, const PemPair& pair) {
    const auto path = (folder_.path() / name).string();
    EXPECT_TRUE(WriteFile(path + ".crt", pair.certificate, FileAccess::kReadable));
    EXPECT_TRUE(WriteFile(path + ".key", pair.key, FileAccess::kOwnerOnly));
    return {path + ".crt", path + ".key"};
  }
  [[nodiscard]] bool Becomes(int readiness) {
    return Eventually([&] { return Probe(*server_, "/readyz").status == readiness; });
  }
  [[nodiscard]] bool Tells(const std::string& event, std::size_t times) {
    return Eventually([&] { return server_->Events(event).size() >= times; });
  }
  // Whether a new connection is served, with this review.
  [[nodiscard]] bool IsServed() {
    return Client(*server_).Post("/mutate", review_.dump()).status == 200;
  }

  const Time now_ = std::chrono::system_clock::now();
  const Json review_ = RecordedReview("long-annotated.mutate.json");
  Authority ca_{now_};
  TemporaryFolder folder_;
  MountedVolume volume_{"other", ""};
  std::unique_ptr<Server> server_;
};

TEST_F(CertificatesTest, TheServerStartsAndWaitsUnreadyForItsFiles) {
  Start();
  EXPECT_EQ(Probe(*server_, "/readyz").status, 503);
  EXPECT_THAT(Probe(*server_, "/readyz").body, HasSubstr("there is no certificate yet"));
  EXPECT_EQ(Probe(*server_, "/livez").status, 200);
  EXPECT_EQ(Client(*server_).Post("/mutate", "{}").status, 0) << "no handshake";
  Mount(ca_.Server(now_));
  EXPECT_TRUE(Becomes(200));
  EXPECT_TRUE(IsServed());
}

TEST_F(CertificatesTest, ASwapIsServedToNewConnectionsAndDropsNoOldOne) {
  Mount(ca_.Server(now_));
  Start();
  Client old(*server_);
  EXPECT_EQ(old.Post("/mutate", review_.dump()).status, 200);
  Mount(Authority(now_).Server(now_));  // which our clients do not trust: so they notice
  ASSERT_TRUE(Tells("certificate_loaded", 2));
  EXPECT_FALSE(IsServed());
  EXPECT_EQ(old.Post("/mutate", review_.dump()).status, 200);
  Mount(ca_.Server(now_));
  ASSERT_TRUE(Tells("certificate_loaded", 3));
  EXPECT_TRUE(IsServed());
  EXPECT_EQ(old.Post("/mutate", review_.dump()).status, 200);
}

TEST_F(CertificatesTest, ABadPairIsNotServed) {
  Mount(ca_.Server(now_));
  Start({"--tls-name", "localhost"});
  Mount({ca_.Server(now_).certificate, ca_.Server(now_).key});
  ASSERT_TRUE(Tells("certificate_rejected", 1));
  Mount(ca_.Server(now_, {{"example.org"}, {}}));
  ASSERT_TRUE(Tells("certificate_rejected", 2));
  EXPECT_THAT(server_->Events("certificate_rejected")[1]["error"].get<std::string>(),
              HasSubstr("is not for localhost, only for example.org"));
  EXPECT_TRUE(IsServed());
  EXPECT_EQ(Probe(*server_, "/readyz").status, 200) << "the old pair is good still";
}

TEST_F(CertificatesTest, TheEndOfWhatIsServedIsAMetric) {
  Mount(ca_.Server(now_));
  Start();
  const auto end = std::chrono::system_clock::to_time_t(now_ + Authority::kLife);
  EXPECT_THAT(Probe(*server_, "/metrics").body,
              HasSubstr("tenure_certificate_expiration_timestamp_seconds " + std::to_string(end)));
}

TEST_F(CertificatesTest, ClientsMayHaveToShowOne) {
  const Authority clients(now_);
  const auto [certificate, key] = Write("apiserver", clients.Client("apiserver", now_));
  const auto [other_certificate, other_key] = Write("kubelet", clients.Client("kubelet", now_));
  Mount(ca_.Server(now_), clients.Pem());
  Start({"--client-ca", volume_.Path("clients.crt"), "--client-name", "apiserver"});
  EXPECT_EQ(Client(*server_).Post("/mutate", review_.dump()).status, 0);
  EXPECT_EQ(Client(*server_, other_certificate, other_key).Post("/mutate", review_.dump()).status,
            0);
  EXPECT_EQ(Client(*server_, certificate, key).Post("/mutate", review_.dump()).status, 200);
  EXPECT_EQ(Probe(*server_, "/readyz").status, 200) << "probes show none";
}

TEST_F(CertificatesTest, TheClientsCaIsFollowed) {
  const Authority clients(now_);
  const auto [certificate, key] = Write("apiserver", clients.Client("apiserver", now_));
  const auto pair = ca_.Server(now_);
  Mount(pair, Authority(now_).Pem());
  Start({"--client-ca", volume_.Path("clients.crt")});
  EXPECT_EQ(Client(*server_, certificate, key).Post("/mutate", review_.dump()).status, 0);
  Mount(pair, clients.Pem());
  ASSERT_TRUE(Tells("certificate_loaded", 2));
  EXPECT_EQ(Client(*server_, certificate, key).Post("/mutate", review_.dump()).status, 200);
}

}  // namespace
}  // namespace tenure::test
