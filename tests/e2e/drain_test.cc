// Nothing is lost when the server ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/driver/client.h"
#include "tests/e2e/driver/raw_connection.h"

namespace tenure::test {
namespace {

using ::testing::HasSubstr;

constexpr const char* kReview = "long-annotated.mutate.json";

bool IsDraining(const std::string& line) { return line.find("\"draining\"") != std::string::npos; }

TEST(DrainTest, SigtermEndsAnIdleServerWithSuccess) {
  Server server({"--drain", "0s"});
  const RawConnection idle(server);
  server.process().Signal(SIGTERM);
  EXPECT_EQ(server.process().Wait(), 0);
  EXPECT_EQ(server.Events("stopped").size(), 1U);
}

TEST(DrainTest, ADrainingServerIsNotReadyAndStillServes) {
  Server server({"--drain", "30s"});
  Client client(server);
  EXPECT_EQ(Probe(server, "/readyz").status, 200);
  server.process().Signal(SIGTERM);
  ASSERT_TRUE(server.process().WaitForLine(IsDraining));
  EXPECT_EQ(Probe(server, "/livez").status, 200);
  const std::string review = RecordedReview(kReview).dump();
  while (Probe(server, "/readyz").status != 503) {
  }
  for (int i = 0; i < 3; ++i) {
    const Reply reply = client.Post("/mutate", review);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.connection, "close");
  }
  server.process().Signal(SIGTERM);  // the second one: no more waiting
  EXPECT_EQ(server.process().Wait(), 0);
}

TEST(DrainTest, ARequestInFlightIsAnswered) {
  Server server;
  const std::string body = RecordedReview(kReview).dump();
  RawConnection connection(server);
  connection.Send(PostHead("/mutate", body.size(), "Expect: 100-continue\r\n"));
  ASSERT_EQ(StatusOf(connection.ReadResponse()), 100) << "the server has read the head";
  server.process().Signal(SIGINT);
  ASSERT_TRUE(server.process().WaitForLine(IsDraining));
  connection.Send(body);
  const std::string response = connection.ReadToEnd();
  EXPECT_EQ(StatusOf(response), 200);
  EXPECT_THAT(response, HasSubstr("Connection: close"));
  EXPECT_EQ(server.process().Wait(), 0);
}

TEST(DrainTest, UnderLoadNoRequestFails) {
  Server server({"--drain", "2s"});
  const std::string review = RecordedReview(kReview).dump();
  std::atomic<bool> draining = false;
  std::atomic<int> answered = 0;
  std::atomic<int> failed = 0;
  const auto post_until_drained = [&] {
    Client client(server);
    bool last = false;
    while (!last) {
      last = draining;  // one more request on the connection, after the signal
      const Reply reply = client.Post("/mutate", review);
      ++(reply.status == 200 ? answered : failed);
    }
  };
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) clients.emplace_back(post_until_drained);
  while (answered < 50 && failed == 0) std::this_thread::yield();
  server.process().Signal(SIGTERM);
  ASSERT_TRUE(server.process().WaitForLine(IsDraining));
  draining = true;
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(failed, 0) << "of " << answered + failed;
  EXPECT_EQ(server.process().Wait(), 0);
  EXPECT_EQ(server.Events("decision").size(), static_cast<std::size_t>(answered))
      << "every decision is in the log";
}

}  // namespace
}  // namespace tenure::test
