#include "webhook/admission/base64.h"

#include <openssl/evp.h>

namespace tenure {

void AppendBase64(std::string& out, std::string_view bytes) {
  const std::size_t start = out.size();
  const std::size_t encoded = (bytes.size() + 2) / 3 * 4;
  out.resize(start + encoded + 1);  // EVP_EncodeBlock ends with a NUL
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data() + start),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  out.resize(start + encoded);
}

}  // namespace tenure
