#include "certs/identity.h"

#include <ctime>
#include <iterator>

#include "certs/files.h"
#include "certs/pem.h"

namespace tenure {
namespace {

using Path = std::filesystem::path;

Time ToTime(const ASN1_TIME* when) {
  std::tm calendar{};
  if (ASN1_TIME_to_tm(when, &calendar) != 1) return Time{};
  return std::chrono::system_clock::from_time_t(timegm(&calendar));
}

std::string DateOf(Time when) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
  std::tm calendar{};
  gmtime_r(&seconds, &calendar);
  char text[sizeof "2026-01-31 23:59 UTC"];
  std::strftime(text, sizeof text, "%F %H:%M UTC", &calendar);
  return text;
}

}  // namespace

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
  identity.not_before = ToTime(X509_get0_notBefore(identity.leaf.get()));
  identity.not_after = ToTime(X509_get0_notAfter(identity.leaf.get()));
  return identity;
}

tl::expected<Identity, std::string> LoadIdentity(const Path& certificate_file, const Path& key_file,
                                                 Time now) {
  const auto certificate = ReadFile(certificate_file);
  if (!certificate) return tl::unexpected(certificate.error());
  const auto key = ReadFile(key_file);
  if (!key) return tl::unexpected(key.error());
  auto identity = ReadIdentity(*certificate, *key);
  if (!identity) {
    return tl::unexpected(certificate_file.string() + ", " + key_file.string() + ": " +
                          identity.error());
  }
  if (identity->IsValidAt(now)) return identity;
  const bool early = now < identity->not_before;
  return tl::unexpected(certificate_file.string() + ": " +
                        (early ? "not valid before " + DateOf(identity->not_before)
                               : "expired on " + DateOf(identity->not_after)));
}

}  // namespace tenure
