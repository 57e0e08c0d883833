// Whatever clients do on the admission port: the honest one is served, memory
// is bounded, and nothing crashes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/driver/client.h"
#include "tests/e2e/driver/honest_client.h"
#include "tests/e2e/driver/raw_connection.h"
#include "tests/e2e/driver/tcp_socket.h"
#include "tests/support/sanitizers.h"

namespace tenure::test {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using Json = nlohmann::json;

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr const char* kReview = "long-annotated.mutate.json";
// The first bytes of a TLS record with a ClientHello of 512 bytes.
constexpr std::string_view kHalfAHello("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);

std::string ReviewText() { return RecordedReview(kReview).dump(); }

std::string ReviewRequest() {
  const std::string body = ReviewText();
  return PostHead("/mutate", body.size()) + body;
}

class AbuseTest : public ::testing::Test {
 protected:
  void TearDown() override {
    EXPECT_EQ(honest_.StopAndCountFailures(), 0) << "requests of the honest client failed";
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_LT(server_.process().ResidentMemory(), memory_before_ + 64 * kMiB);
#endif
    EXPECT_EQ(server_.Stop(), 0);
  }

  // The abuse goes on, and the honest client as well.
  void ServeTheHonest() { honest_.WaitForAnswers(20); }

  std::vector<std::unique_ptr<RawConnection>> Connections(int count) {
    std::vector<std::unique_ptr<RawConnection>> connections;
    for (int i = 0; i < count; ++i) connections.push_back(std::make_unique<RawConnection>(server_));
    return connections;
  }

  std::vector<TcpSocket> Sockets(int count) {
    std::vector<TcpSocket> sockets;
    for (int i = 0; i < count; ++i) sockets.emplace_back(server_.port());
    return sockets;
  }

  Server server_;
  std::size_t memory_before_ = server_.process().ResidentMemory();
  HonestClient honest_{server_};
};

TEST_F(AbuseTest, FourHundredIdleConnections) {
  const std::string request = ReviewRequest();
  const auto idle = Connections(400);
  for (const auto& connection : idle) {
    ASSERT_TRUE(connection->Send(request));
    ASSERT_EQ(StatusOf(connection->ReadResponse()), 200);
  }
  ServeTheHonest();
  for (const auto& connection : idle) {
    ASSERT_TRUE(connection->Send(request));
    ASSERT_EQ(StatusOf(connection->ReadResponse()), 200) << "they are served as well";
  }
}

TEST_F(AbuseTest, SlowClientsHaveTheirTimeAndNoMore) {
  const std::string request = ReviewRequest();
  const auto slow_heads = Connections(50);
  for (const auto& connection : slow_heads) connection->Send("POST /mut");
  const auto slow_hellos = Sockets(50);
  for (const TcpSocket& socket : slow_hellos) socket.Send(kHalfAHello);
  const auto silent = Sockets(50);
  ServeTheHonest();
  // Each byte buys no more time: the deadline is that of the whole.
  for (const char byte : {'a', 't', 'e', ' '}) {
    for (const auto& connection : slow_heads) connection->Send(std::string(1, byte));
  }
  for (const auto& connection : slow_heads) EXPECT_TRUE(connection->socket().IsClosedInTheEnd());
  for (const TcpSocket& socket : slow_hellos) EXPECT_TRUE(socket.IsClosedInTheEnd());
  for (const TcpSocket& socket : silent) EXPECT_TRUE(socket.IsClosedInTheEnd());
  const std::string metrics = Probe(server_, "/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("tenure_malformed_requests_total{reason=\"head_timeout\"} 50\n"));
  EXPECT_THAT(metrics,
              HasSubstr("tenure_malformed_requests_total{reason=\"handshake_timeout\"} 100\n"));
}

TEST_F(AbuseTest, SlowBodies) {
  const auto slow = Connections(100);
  for (const auto& connection : slow) connection->Send(PostHead("/mutate", 8 * kMiB) + "{");
  ServeTheHonest();
  for (const auto& connection : slow) connection->Send("\"");
  ServeTheHonest();
}

TEST_F(AbuseTest, ClientsThatDoNotRead) {
  const std::string request = ReviewRequest();
  const auto deaf = Connections(10);
  for (const auto& connection : deaf) {
    connection->socket().ShrinkReceiveBuffer();
    for (int i = 0; i < 10; ++i) connection->Send(request);
  }
  ServeTheHonest();
}

TEST_F(AbuseTest, ThreeHundredThousandHeaders) {
  RawConnection connection(server_);
  connection.Send("POST /mutate HTTP/1.1\r\nHost: t\r\n");
  std::string headers;
  for (int i = 0; i < 1000; ++i) headers += "X-" + std::to_string(i) + ": a\r\n";
  for (int i = 0; i < 300 && connection.Send(headers); ++i) {
  }
  EXPECT_THAT(StatusOf(connection.ReadToEnd()), AnyOf(431, 0));
}

TEST_F(AbuseTest, ARequestLineOfTwentyMegabytes) {
  RawConnection connection(server_);
  connection.Send("GET /" + std::string(20 * kMiB, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_THAT(StatusOf(connection.ReadToEnd()), AnyOf(414, 0));
}

TEST_F(AbuseTest, ChunksRangesAndCompression) {
  const std::string post = "POST /mutate HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n";
  for (const std::string& headers :
       {std::string("Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"),
        std::string("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}"),
        std::string("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        std::string("Content-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n"),
        "Content-Length: 2\r\nRange: bytes=0-0" + std::string(8000, ',') + "\r\n\r\n{}"}) {
    RawConnection connection(server_);
    connection.Send(post + headers);
    const std::string answer = connection.ReadToEnd();
    EXPECT_THAT(StatusOf(answer), AnyOf(400, 411, 415)) << headers.substr(0, 60);
    EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << "one answer, and closed";
  }
}

TEST_F(AbuseTest, PipelinedRequestsAreAnsweredInOrder) {
  std::string requests;
  for (int i = 0; i < 200; ++i) {
    Json review = RecordedReview(kReview);
    review["request"]["uid"] = "number-" + std::to_string(i);
    const std::string body = review.dump();
    requests += PostHead("/mutate", body.size()) + body;
  }
  RawConnection connection(server_);
  ASSERT_TRUE(connection.Send(requests));
  for (int i = 0; i < 200; ++i) {
    const std::string response = connection.ReadResponse();
    ASSERT_EQ(StatusOf(response), 200);
    ASSERT_THAT(response, HasSubstr("\"number-" + std::to_string(i) + "\""));
  }
}

TEST_F(AbuseTest, AGarbageStorm) {
  const auto clients = Connections(100);
  for (const auto& connection : clients) {
    connection->Send(std::string(1000, '\n') + std::string(1000, '\0'));
  }
  for (const TcpSocket& socket : Sockets(100)) socket.Send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  ServeTheHonest();
}

TEST_F(AbuseTest, HostileJson) {
  Client client(server_);
  std::string deep = ReviewText();
  const std::string nested = std::string(10'000, '[') + std::string(10'000, ']');
  deep.insert(1, "\"x\":" + nested + ",");
  EXPECT_EQ(client.Post("/mutate", deep).status, 400);
  Json large = RecordedReview(kReview);
  large["request"]["object"]["metadata"]["annotations"]["x"] = std::string(3 * kMiB, 'x');
  EXPECT_EQ(client.Post("/mutate", large.dump()).status, 200);
  for (int i = 0; i < 3000; ++i) {
    large["request"]["object"]["metadata"]["annotations"]["k" + std::to_string(i)] =
        std::string(300, 'v');
  }
  EXPECT_EQ(client.Post("/mutate", large.dump()).status, 200);
  std::string twice = ReviewText();
  twice.insert(1, "\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"other\"},");
  EXPECT_THAT(client.Post("/mutate", twice).status, AnyOf(200, 400));
  std::string broken = ReviewText();
  broken.replace(broken.find("Pod"), 1, "\xff");
  EXPECT_EQ(client.Post("/mutate", broken).status, 400);
}

TEST_F(AbuseTest, ResetsInEveryState) {
  const std::string request = ReviewRequest();
  const std::string large = PostHead("/mutate", kMiB) + std::string(kMiB, ' ');
  for (int round = 0; round < 20; ++round) {
    TcpSocket connected(server_.port());
    connected.Reset();
    TcpSocket greeting(server_.port());
    greeting.Send(kHalfAHello);
    greeting.Reset();
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{9}, request.size() - 1, request.size()}) {
      RawConnection connection(server_);
      connection.Send(request.substr(0, size));
      connection.Reset();
    }
    RawConnection deciding(server_);
    deciding.Send(large);
    deciding.Reset();
    RawConnection answered(server_);
    answered.Send(request);
    (void)answered.ReadResponse();
    answered.Reset();
    RawConnection refused(server_);
    refused.Send("nonsense\r\n\r\n");
    refused.Reset();
  }
  ServeTheHonest();
}

TEST_F(AbuseTest, TenThousandConnectsAndCloses) {
  for (int i = 0; i < 10'000; ++i) {
    TcpSocket socket(server_.port());
    if (i % 2 == 0) socket.Reset();
  }
  ServeTheHonest();
}

TEST_F(AbuseTest, SignalsThatMeanNothing) {
  for (int i = 0; i < 20; ++i) {
    server_.process().Signal(SIGHUP);
    server_.process().Signal(SIGPIPE);
    honest_.WaitForAnswers(1);
  }
}

TEST_F(AbuseTest, DescriptorsRunOut) {
  if (kUnderAddressSanitizer) {
    GTEST_SKIP() << "UndefinedBehaviorSanitizer opens a pipe to look at a vptr, and calls every "
                    "object bad where no descriptor is left";
  }
  server_.process().LimitDescriptors(80);
  const std::string request = ReviewRequest();
  std::vector<std::unique_ptr<RawConnection>> used;
  for (int i = 0; i < 30; ++i) {
    used.push_back(std::make_unique<RawConnection>(server_));
    used.back()->Send(request);
    (void)used.back()->ReadResponse();
  }
  const auto silent = Sockets(200);
  honest_.WaitForAnswers(100);
  EXPECT_THAT(Probe(server_, "/metrics").body,
              HasSubstr("tenure_shed_total{reason=\"descriptors\"}"));
}

}  // namespace
}  // namespace tenure::test
