#include "certs/rotation/base64.h"

#include <openssl/evp.h>

namespace tenure {
namespace {

// Four characters for three bytes.
constexpr std::size_t kGroup = 4;
constexpr std::size_t kGroupBytes = 3;

}  // namespace

std::string ToBase64(std::string_view bytes) {
  std::string text((bytes.size() + kGroupBytes - 1) / kGroupBytes * kGroup, '\0');
  // It writes a zero behind the text, which std::string has room for.
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  if (text.size() % kGroup != 0) return std::nullopt;
  std::string bytes(text.size() / kGroup * kGroupBytes, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(static_cast<std::size_t>(size) - padding);  // which it counts as bytes
  return bytes;
}

}  // namespace tenure
