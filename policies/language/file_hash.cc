#include "policies/language/file_hash.h"

#include <openssl/evp.h>

#include <array>

namespace tenure {

std::string FileHash(std::string_view bytes) {
  constexpr std::size_t kShownBytes = 6;
  constexpr std::string_view kHex = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  // It fails only without memory or without SHA-256: the hash of nothing is then as good as any.
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    return std::string(2 * kShownBytes, '0');
  }
  std::string hex;
  for (std::size_t i = 0; i < kShownBytes; ++i) {
    hex += kHex[digest[i] >> 4U];
    hex += kHex[digest[i] & 0xFU];
  }
  return hex;
}

}  // namespace tenure
