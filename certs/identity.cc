#include "certs/identity.h"

#include <iterator>

#include "certs/certificate.h"
#include "certs/check.h"
#include "certs/files.h"
#include "certs/pem.h"

namespace tenure {
tl::expected<Identity, std::string> ReadIdentity(std::string_view certificate_pem,
                                                 std::string_view key_pem) {
  auto certificates = ReadCertificates(certificate_pem);
  if (!certificates) return tl::unexpected("the certificate file " + certificates.error());
  auto key = ReadPrivateKey(key_pem);
  if (!key) return tl::unexpected("the key file " + key.error());
  Identity identity;
  identity.leaf = std::move(certificates->front());
  identity.chain.assign(std::make_move_iterator(certificates->begin() + 1),
                        std::make_move_iterator(certificates->end()));
  identity.key = std::move(*key);
  if (X509_check_private_key(identity.leaf.get(), identity.key.get()) != 1) {
    return tl::unexpected(std::string("the key is not that of the (first) certificate"));
  }
  identity.not_before = NotBefore(*identity.leaf);
  identity.not_after = NotAfter(*identity.leaf);
  return identity;
}

tl::expected<Identity, std::string> LoadIdentity(const std::filesystem::path& certificate_file,
                                                 const std::filesystem::path& key_file, Time now) {
  const auto certificate = ReadFile(certificate_file);
  if (!certificate) return tl::unexpected(certificate.error());
  const auto key = ReadFile(key_file);
  if (!key) return tl::unexpected(key.error());
  auto identity = ReadIdentity(*certificate, *key);
  if (!identity) {
    return tl::unexpected(certificate_file.string() + ", " + key_file.string() + ": " +
                          identity.error());
  }
  const std::string problem = DateProblem(*identity->leaf, now);
  if (!problem.empty()) return tl::unexpected(certificate_file.string() + ": " + problem);
  return identity;
}

}  // namespace tenure
