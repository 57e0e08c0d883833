#include "webhook/admission/base64.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

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

std::string Base64OfOpenSsl(const std::string& bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  out.pop_back();
  return out;
}

TEST(Base64Test, IsWhatOpenSslMakesOfEveryByteAndLength) {
  std::string bytes;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(Base64(bytes), Base64OfOpenSsl(bytes)) << i << " bytes";
    bytes += static_cast<char>(i * 167 + i / 256);
  }
}

TEST(Base64Test, UsesTheStandardAlphabet) { EXPECT_EQ(Base64("\xfb\xff\xbf"), "+/+/"); }

}  // namespace
}  // namespace tenure
