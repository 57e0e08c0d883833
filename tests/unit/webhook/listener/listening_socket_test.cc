#include "webhook/listener/listening_socket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ListeningSocketTest, TellsThePortThatItGot) {
  const auto listening = ListenOn({.host = "127.0.0.1", .port = 0});
  ASSERT_TRUE(listening) << listening.error();
  EXPECT_THAT(listening->address, StartsWith("127.0.0.1:"));
  EXPECT_NE(listening->address, "127.0.0.1:0");
}

TEST(ListeningSocketTest, SharesItsPortWithNobody) {
  const auto first = ListenOn({.host = "127.0.0.1", .port = 0});
  ASSERT_TRUE(first);
  const int port = std::stoi(first->address.substr(first->address.rfind(':') + 1));
  const auto second = ListenOn({.host = "127.0.0.1", .port = port});
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr("Address already in use"));
  EXPECT_THAT(second.error(), StartsWith(first->address));
}

TEST(ListeningSocketTest, SaysWhichNameIsUnknown) {
  const auto listening = ListenOn({.host = "no such host", .port = 1});
  ASSERT_FALSE(listening);
  EXPECT_THAT(listening.error(), StartsWith("no such host:1: "));
}

}  // namespace
}  // namespace tenure
