#include "certs/issue.h"

#include <openssl/bn.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <utility>

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

// For people only; X.520 allows 64 characters, a Service's names may have more.
std::string CommonName(const ServerNames& names) {
  constexpr std::size_t kLongest = 64;
  const auto fits = std::ranges::find_if(
      names.dns, [](const std::string& name) { return name.size() <= kLongest; });
  return fits == names.dns.end() ? "server" : *fits;
}

// What tells one kind of certificate from another.
struct Profile {
  std::string common_name;
  std::vector<std::pair<int, std::string>> extensions;  // NIDs and their values
};

// Signed by `issuer`, or by itself where there is none.
tl::expected<Issued, std::string> Issue(const Profile& profile, const Issued* issuer, Time now,
                                        std::chrono::hours life) {
  Issued issued{Certificate(X509_new()), PrivateKey(EVP_EC_gen("P-256"))};
  X509* certificate = issued.certificate.get();
  X509* signer = issuer == nullptr ? certificate : issuer->certificate.get();
  EVP_PKEY* key = issuer == nullptr ? issued.key.get() : issuer->key.get();
  const bool made =
      issued.key && X509_set_version(certificate, kVersion3) == 1 && SetSerial(certificate) &&
      SetCommonName(X509_get_subject_name(certificate), profile.common_name) &&
      X509_set_issuer_name(certificate, X509_get_subject_name(signer)) == 1 &&
      SetLife(certificate, now, life) && X509_set_pubkey(certificate, issued.key.get()) == 1 &&
      std::ranges::all_of(profile.extensions,
                          [&](const auto& extension) {
                            return AddExtension(certificate, signer, extension.first,
                                                extension.second);
                          }) &&
      X509_sign(certificate, key, EVP_sha256()) != 0;
  if (!made) return tl::unexpected("no certificate could be made: " + OpenSslError());
  return issued;
}

}  // namespace

ServerNames NamesOfService(const std::string& service, const std::string& name_space) {
  return {.dns = {service + '.' + name_space + ".svc", service + '.' + name_space, service},
          .ip = {}};
}

tl::expected<Issued, std::string> IssueCa(const std::string& common_name, Time now,
                                          std::chrono::hours life) {
  return Issue({.common_name = common_name,
                .extensions = {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                               {NID_key_usage, "critical,keyCertSign,cRLSign"},
                               {NID_subject_key_identifier, "hash"}}},
               nullptr, now, life);
}

tl::expected<Issued, std::string> IssueServer(const Issued& ca, const ServerNames& names, Time now,
                                              std::chrono::hours life) {
  return Issue({.common_name = CommonName(names),
                .extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                               {NID_key_usage, "critical,digitalSignature"},
                               {NID_ext_key_usage, "serverAuth"},
                               {NID_subject_alt_name, AlternativeNames(names)},
                               {NID_subject_key_identifier, "hash"},
                               {NID_authority_key_identifier, "keyid:always"}}},
               &ca, now, life);
}

tl::expected<Issued, std::string> IssueClient(const Issued& ca, const std::string& common_name,
                                              Time now, std::chrono::hours life) {
  return Issue({.common_name = common_name,
                .extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                               {NID_key_usage, "critical,digitalSignature"},
                               {NID_ext_key_usage, "clientAuth"},
                               {NID_subject_key_identifier, "hash"},
                               {NID_authority_key_identifier, "keyid:always"}}},
               &ca, now, life);
}

}  // namespace tenure
