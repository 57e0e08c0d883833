#include "webhook/listener/roster.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>

#include "webhook/listener/tls_session.h"

namespace tenure {
namespace {

using namespace std::chrono_literals;
using State = ConnectionState;
using Clock = std::chrono::steady_clock;

class NoEvents final : public ListenerEvents {
 public:
  void OnRefused(Refusal /*why*/) override {}
  void OnShed(Shed /*what*/) override {}
  void OnTurn(std::chrono::nanoseconds /*lag*/) override {}
};

class RosterTest : public ::testing::Test {
 protected:
  // Connections that nobody has said anything on.
  Member& AddAt(Clock::time_point when) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    clients_.emplace_back(ends[1]);
    return roster_.Add(FileDescriptor(ends[0]), bench_, when);
  }

  void Close(Member& member) {
    member.connection.Close();
    roster_.Update(member, kStart);
  }

  std::int64_t InHandshake() {
    return roster_.Counts()[static_cast<std::size_t>(State::kHandshake)];
  }

  static inline const Clock::time_point kStart = Clock::now();
  Limits limits_;
  BufferBudget budget_{1 << 20};
  NoEvents events_;
  std::atomic<bool> draining_ = false;
  std::unique_ptr<SSL_CTX, OpenSslFree<SSL_CTX_free>> tls_{SSL_CTX_new(TLS_server_method())};
  const std::function<bool(std::string_view)> is_slow_;
  ListenerCommon common_{limits_, budget_, events_, draining_, *tls_, is_slow_};
  HttpHandler handler_;
  Workbench bench_{common_, handler_, Buffer(65536), {}, kStart};
  std::vector<FileDescriptor> clients_;
  Roster roster_{limits_};
};

TEST_F(RosterTest, CountsByState) {
  Member& first = AddAt(kStart);
  AddAt(kStart);
  EXPECT_EQ(InHandshake(), 2);
  Close(first);
  EXPECT_EQ(InHandshake(), 1);
  EXPECT_EQ(roster_.size(), 1U);
}

TEST_F(RosterTest, AClosedConnectionIsThereUntilItIsBuried) {
  Member& member = AddAt(kStart);
  Close(member);
  EXPECT_EQ(member.listed, State::kClosed);
  EXPECT_GE(member.connection.socket(), 0);
  roster_.Bury();
}

TEST_F(RosterTest, TheFirstWhoseTimeIsOverIsFoundFirst) {
  Member& first = AddAt(kStart);
  Member& second = AddAt(kStart + 1s);
  const auto over = kStart + limits_.handshake;
  EXPECT_EQ(roster_.NextDeadline(), over);
  EXPECT_EQ(roster_.FindOverdue(over - 1ms), nullptr);
  EXPECT_EQ(roster_.FindOverdue(over), &first);
  Close(first);
  EXPECT_EQ(roster_.FindOverdue(over), nullptr);
  EXPECT_EQ(roster_.FindOverdue(over + 1s), &second);
}

TEST_F(RosterTest, WithoutConnectionsThereIsNothingToWaitFor) {
  EXPECT_EQ(roster_.NextDeadline(), std::nullopt);
  EXPECT_EQ(roster_.FindOverdue(kStart + 24h), nullptr);
  EXPECT_EQ(roster_.FindLeastMissed(kStart), nullptr);
}

TEST_F(RosterTest, NewcomersCanBeHurried) {
  Member& member = AddAt(kStart);
  roster_.HurryNewcomers(kStart + 1s);
  EXPECT_EQ(roster_.NextDeadline(), kStart + 1s);
  EXPECT_EQ(roster_.FindOverdue(kStart + 1s), &member);
}

TEST_F(RosterTest, TheOldestHandshakeIsMissedLeast) {
  Member& first = AddAt(kStart);
  AddAt(kStart + 5s);
  EXPECT_EQ(roster_.FindLeastMissed(kStart + 6s), &first);
  EXPECT_EQ(roster_.FindLeastMissed(kStart), &first) << "when all are new";
}

}  // namespace
}  // namespace tenure
