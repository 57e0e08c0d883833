// Connections live as long as the API server's client wants them to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/driver/client.h"
#include "tests/e2e/driver/raw_connection.h"

namespace tenure::test {
namespace {

constexpr const char* kReview = "short-by-runtime.mutate.json";

std::string ReviewRequest() {
  const std::string body = RecordedReview(kReview).dump();
  return PostHead("/mutate?timeout=10s", body.size()) + body;
}

TEST(ConnectionsTest, OneConnectionServesAnyNumberOfRequests) {
  Server server;
  RawConnection connection(server);
  const std::string request = ReviewRequest();
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(connection.Send(request)) << "request " << i;
    ASSERT_EQ(StatusOf(connection.ReadResponse()), 200) << "request " << i;
  }
  EXPECT_EQ(server.Stop(), 0);
}

TEST(ConnectionsTest, AnIdleConnectionStaysOpen) {
  Server server;
  RawConnection connection(server);
  ASSERT_TRUE(connection.Send(ReviewRequest()));
  ASSERT_EQ(StatusOf(connection.ReadResponse()), 200);
  // cpp-httplib's own time is 5 s; the API server's client closes after 90.
  EXPECT_TRUE(connection.StaysOpenFor(6500));
  ASSERT_TRUE(connection.Send(ReviewRequest()));
  EXPECT_EQ(StatusOf(connection.ReadResponse()), 200);
  EXPECT_EQ(server.Stop(), 0);
}

// A loop stays awake for a client that asks again at once, and for that long only.
TEST(ConnectionsTest, AfterABurstTheServerSleeps) {
  Server server;
  RawConnection connection(server);
  const std::string request = ReviewRequest();
  for (int i = 0; i < 2000; ++i) {
    ASSERT_TRUE(connection.Send(request)) << "request " << i;
    ASSERT_EQ(StatusOf(connection.ReadResponse()), 200) << "request " << i;
  }
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!server.process().IsAsleep()) {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "it polls for ever";
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ASSERT_TRUE(connection.Send(request));
  EXPECT_EQ(StatusOf(connection.ReadResponse()), 200) << "and wakes up again";
}

// Requests come first, but a loop that never rests still has a tenth of its time for newcomers.
TEST(ConnectionsTest, NewcomersAreGreetedWhileOthersAskWithoutPause) {
  Server server;
  const std::string request = ReviewRequest();
  std::atomic<bool> enough = false;
  std::vector<std::jthread> others;
  for (int i = 0; i < 8; ++i) {
    others.emplace_back([&server, &request, &enough] {
      RawConnection connection(server);
      while (!enough) {
        ASSERT_TRUE(connection.Send(request));
        ASSERT_EQ(StatusOf(connection.ReadResponse()), 200);
      }
    });
  }
  for (int i = 0; i < 100; ++i) {
    RawConnection newcomer(server);
    EXPECT_TRUE(newcomer.Send(request)) << "newcomer " << i;
    EXPECT_EQ(StatusOf(newcomer.ReadResponse()), 200) << "newcomer " << i;
  }
  enough = true;
}

// What is ready in one turn is sent together at its end; those beyond sixteen are no exception.
TEST(ConnectionsTest, ManyWhoAskAtOnceAreAllAnswered) {
  Server server;
  const std::string request = ReviewRequest();
  std::vector<std::unique_ptr<RawConnection>> connections;
  for (int i = 0; i < 100; ++i) connections.push_back(std::make_unique<RawConnection>(server));
  for (int round = 0; round < 20; ++round) {
    for (const auto& connection : connections) ASSERT_TRUE(connection->Send(request));
    for (const auto& connection : connections) {
      ASSERT_EQ(StatusOf(connection->ReadResponse()), 200) << "round " << round;
    }
  }
}

// One connection's small request may be there as soon as its large one, which was decided
// elsewhere, is answered: both responses leave.
TEST(ConnectionsTest, SmallRequestsRightBehindLargeOnesAreAnswered) {
  Server server;
  RawConnection connection(server);
  const std::string small = ReviewRequest();
  auto review = RecordedReview(kReview);
  review["request"]["object"]["metadata"]["annotations"]["x"] = std::string(300 << 10, 'x');
  const std::string body = review.dump();
  const std::string large = PostHead("/mutate", body.size()) + body;
  for (int round = 0; round < 300; ++round) {
    for (const std::string& request : {large, small}) {
      ASSERT_TRUE(connection.Send(request)) << "round " << round;
      ASSERT_EQ(StatusOf(connection.ReadResponse()), 200) << "round " << round;
    }
  }
}

// Its end of sending comes with the request, or right behind it.
TEST(ConnectionsTest, AClientThatHasSaidAllIsAnswered) {
  Server server;
  for (int i = 0; i < 100; ++i) {
    RawConnection connection(server);
    ASSERT_TRUE(connection.Send(ReviewRequest()));
    connection.EndSending();
    ASSERT_EQ(StatusOf(connection.ReadResponse()), 200) << "client " << i;
  }
}

TEST(ConnectionsTest, AHundredIdleConnectionsTakeNothingFromAnHonestClient) {
  Server server;
  const std::string request = ReviewRequest();
  std::vector<std::unique_ptr<RawConnection>> idle;
  for (int i = 0; i < 100; ++i) {
    idle.push_back(std::make_unique<RawConnection>(server));
    ASSERT_TRUE(idle.back()->Send(request));
    ASSERT_EQ(StatusOf(idle.back()->ReadResponse()), 200) << "connection " << i;
  }
  Client honest(server);
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(honest.Ask("/mutate", RecordedReview(kReview))["allowed"], true) << "request " << i;
  }
  for (const auto& connection : idle) {
    ASSERT_TRUE(connection->Send(request));
    ASSERT_EQ(StatusOf(connection->ReadResponse()), 200) << "they are still served";
  }
  EXPECT_EQ(server.Stop(), 0) << "and do not keep the server from stopping";
}

}  // namespace
}  // namespace tenure::test
