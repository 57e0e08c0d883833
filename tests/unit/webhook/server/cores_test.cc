#include "webhook/server/cores.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(CoresTest, ALimitIsRoundedUpToWholeCores) {
  EXPECT_EQ(CoresOf("100000 100000"), 1U);
  EXPECT_EQ(CoresOf("150000 100000"), 2U);
  EXPECT_EQ(CoresOf("10000 100000"), 1U);
  EXPECT_EQ(CoresOf("800000 100000"), 8U);
}

TEST(CoresTest, WithoutALimitThereIsNone) {
  for (const char* text : {"max 100000", "", "100000", "100000 0", "a b"}) {
    EXPECT_EQ(CoresOf(text), 0U) << '"' << text << '"';
  }
}

TEST(CoresTest, ThereIsAlwaysOne) {
  EXPECT_GE(UsableCores(), 1U);
  EXPECT_LE(UsableCores(), 8U);
}

}  // namespace
}  // namespace tenure
