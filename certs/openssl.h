#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace tenure {

// Owners of OpenSSL's objects.
template <auto Free>
struct OpenSslFree {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using Certificate = std::unique_ptr<X509, OpenSslFree<X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, OpenSslFree<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, OpenSslFree<BIO_free_all>>;

// What OpenSSL says went wrong last, in words; empties its error queue.
[[nodiscard]] std::string OpenSslError();

}  // namespace tenure
