#include "webhook/listener/address.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(AddressTest, HasAHostAndAPort) {
  const auto address = ParseAddress("127.0.0.1:8443");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->host, "127.0.0.1");
  EXPECT_EQ(address->port, 8443);
}

TEST(AddressTest, WithoutAHostItIsEveryAddress) { EXPECT_EQ(ParseAddress(":0")->host, "0.0.0.0"); }

TEST(AddressTest, AnIpv6HostIsInBrackets) {
  EXPECT_EQ(ParseAddress("[::1]:8443")->host, "::1");
  EXPECT_EQ(ParseAddress("::1:8443").error(), "not clear: write IPv6 as [::1]:8443");
}

TEST(AddressTest, APortIsANumber) {
  for (const char* text : {"8443", "", "localhost", "h:", "h:x", "h:-1", "h:65536", "h:80 "}) {
    EXPECT_FALSE(ParseAddress(text)) << '"' << text << '"';
  }
}

}  // namespace
}  // namespace tenure
