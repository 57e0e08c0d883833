#include "webhook/admission/base64.h"

#include <gtest/gtest.h>

#include <string>

namespace tenure {
namespace {

std::string Base64(std::string_view bytes) {
  std::string out = "patch: ";
  AppendBase64(out, bytes);
  return out.substr(7);
}

// RFC 4648, section 10.
TEST(Base64Test, GivesTheVectorsOfTheRfc) {
  EXPECT_EQ(Base64(""), "");
  EXPECT_EQ(Base64("f"), "Zg==");
  EXPECT_EQ(Base64("fo"), "Zm8=");
  EXPECT_EQ(Base64("foo"), "Zm9v");
  EXPECT_EQ(Base64("foob"), "Zm9vYg==");
  EXPECT_EQ(Base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(Base64("foobar"), "Zm9vYmFy");
}

TEST(Base64Test, UsesTheStandardAlphabet) { EXPECT_EQ(Base64("\xfb\xff\xbf"), "+/+/"); }

}  // namespace
}  // namespace tenure
