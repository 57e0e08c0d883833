#include "certs/issue.h"

#include <openssl/bn.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>

namespace tenure {
namespace {

constexpr long kVersion3 = 2;
constexpr std::size_t kSerialBytes = 16;

using Extension = std::unique_ptr<X509_EXTENSION, OpenSslFree<X509_EXTENSION_free>>;
using BigNumber = std::unique_ptr<BIGNUM, OpenSslFree<BN_free>>;

// Random, positive and not zero (RFC 5280, section 4.1.2.2).
bool SetSerial(X509* certificate) {
  std::array<unsigned char, kSerialBytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7fU) | 0x40U);
  const BigNumber number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  return BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool SetCommonName(X509_NAME* name, const std::string& common_name) {
  return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(common_name.c_str()), -1,
                                    -1, 0) == 1;
}

bool SetLife(X509* certificate, Time now, std::chrono::hours life) {
  const auto start = std::chrono::system_clock::to_time_t(now - kClockSlack);
  const auto end = std::chrono::system_clock::to_time_t(now + life);
  return ASN1_TIME_set(X509_getm_notBefore(certificate), start) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), end) != nullptr;
}

// The values are in OpenSSL's configuration syntax, x509v3_config(5).
bool AddExtension(X509* certificate, X509* issuer, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

std::string AlternativeNames(const ServerNames& names) {
  std::string list;
  const auto add = [&list](const char* type, const std::string& name) {
    if (!list.empty()) list += ',';
    list += type + name;
  };
  for (const std::string& name : names.dns) add("DNS:", name);
  for (const std::string& address : names.ip) add("IP:", address);
  return list;
}

tl::unexpected<std::string> Failed() {
  return tl::unexpected("no certificate could be made: " + OpenSslError());
}

}  // namespace

tl::expected<Issued, std::string> IssueCa(const std::string& common_name, Time now,
                                          std::chrono::hours life) {
  Issued ca{Certificate(X509_new()), PrivateKey(EVP_EC_gen("P-256"))};
  X509* certificate = ca.certificate.get();
  const bool made =
      ca.key && X509_set_version(certificate, kVersion3) == 1 && SetSerial(certificate) &&
      SetCommonName(X509_get_subject_name(certificate), common_name) &&
      X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1 &&
      SetLife(certificate, now, life) && X509_set_pubkey(certificate, ca.key.get()) == 1 &&
      AddExtension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
      AddExtension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
      AddExtension(certificate, certificate, NID_subject_key_identifier, "hash") &&
      X509_sign(certificate, ca.key.get(), EVP_sha256()) != 0;
  if (!made) return Failed();
  return ca;
}

tl::expected<Issued, std::string> IssueServer(const Issued& ca, const ServerNames& names, Time now,
                                              std::chrono::hours life) {
  Issued server{Certificate(X509_new()), PrivateKey(EVP_EC_gen("P-256"))};
  X509* certificate = server.certificate.get();
  X509* issuer = ca.certificate.get();
  const bool made =
      server.key && X509_set_version(certificate, kVersion3) == 1 && SetSerial(certificate) &&
      SetCommonName(X509_get_subject_name(certificate), names.dns.front()) &&
      X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
      SetLife(certificate, now, life) && X509_set_pubkey(certificate, server.key.get()) == 1 &&
      AddExtension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
      AddExtension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
      AddExtension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
      AddExtension(certificate, issuer, NID_subject_alt_name, AlternativeNames(names)) &&
      AddExtension(certificate, issuer, NID_subject_key_identifier, "hash") &&
      AddExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always") &&
      X509_sign(certificate, ca.key.get(), EVP_sha256()) != 0;
  if (!made) return Failed();
  return server;
}

}  // namespace tenure
