#include "certs/pem.h"

#include <openssl/err.h>
#include <openssl/pem.h>

namespace tenure {
namespace {

Bio ReadOnly(std::string_view bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

// Instead of OpenSSL's, which asks on the terminal.
int NoPassphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*unused*/) { return -1; }

std::string TextOf(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

// Reading stops at the end of the PEM blocks, or at one that is broken.
bool StoppedAtTheEnd() {
  const unsigned long code = ERR_peek_last_error();
  return ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE;
}

}  // namespace

tl::expected<std::vector<Certificate>, std::string> ReadCertificates(std::string_view pem) {
  std::vector<Certificate> certificates;
  const Bio bio = ReadOnly(pem);
  ERR_clear_error();
  while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr)) {
    certificates.emplace_back(certificate);
  }
  if (!StoppedAtTheEnd()) return tl::unexpected("has a broken certificate: " + OpenSslError());
  ERR_clear_error();
  if (certificates.empty()) return tl::unexpected(std::string("has no certificate"));
  return certificates;
}

tl::expected<PrivateKey, std::string> ReadPrivateKey(std::string_view pem) {
  const Bio bio = ReadOnly(pem);
  ERR_clear_error();
  PrivateKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
  if (!key) return tl::unexpected("has no private key that can be read: " + OpenSslError());
  return key;
}

std::string ToPem(const X509& certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), &certificate);
  return TextOf(bio.get());
}

std::string ToPem(const EVP_PKEY& key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr);
  return TextOf(bio.get());
}

}  // namespace tenure
