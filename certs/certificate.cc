#include "certs/certificate.h"

#include <arpa/inet.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>

namespace tenure {
namespace {

using GeneralNames = std::unique_ptr<GENERAL_NAMES, OpenSslFree<GENERAL_NAMES_free>>;
using BigNumber = std::unique_ptr<BIGNUM, OpenSslFree<BN_free>>;

// OpenSSL fills caches in certificates that it is asked about, under locks of
// its own; hence its parameters are not const.
X509* Mutable(const X509& certificate) { return const_cast<X509*>(&certificate); }

Time ToTime(const ASN1_TIME* when) {
  std::tm calendar{};
  if (ASN1_TIME_to_tm(when, &calendar) != 1) return Time{};
  return std::chrono::system_clock::from_time_t(timegm(&calendar));
}

std::string NameText(const X509_NAME* name) {
  const Bio bio(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

std::string TextOf(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string AddressText(const ASN1_OCTET_STRING* address) {
  constexpr int kV4Bytes = 4;
  const int family = ASN1_STRING_length(address) == kV4Bytes ? AF_INET : AF_INET6;
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family, ASN1_STRING_get0_data(address), text.data(), text.size());
  return text.data();
}

GeneralNames NamesOf(const X509& certificate) {
  return GeneralNames(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
}

bool HasUsage(const X509& certificate, std::uint32_t usage) {
  // Without the extension all bits are set.
  return (X509_get_extended_key_usage(Mutable(certificate)) & usage) != 0;
}

}  // namespace

Time NotBefore(const X509& certificate) { return ToTime(X509_get0_notBefore(&certificate)); }

Time NotAfter(const X509& certificate) { return ToTime(X509_get0_notAfter(&certificate)); }

bool IsValidAt(const X509& certificate, Time when) {
  return NotBefore(certificate) <= when && when < NotAfter(certificate);
}

std::string SubjectText(const X509& certificate) {
  return NameText(X509_get_subject_name(&certificate));
}

std::string IssuerText(const X509& certificate) {
  return NameText(X509_get_issuer_name(&certificate));
}

std::string SerialText(const X509& certificate) {
  const BigNumber number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(&certificate), nullptr));
  char* text = BN_bn2hex(number.get());
  std::string copy(text == nullptr ? "" : text);
  OPENSSL_free(text);
  return copy;
}

std::string FingerprintText(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  X509_digest(&certificate, EVP_sha256(), digest.data(), &size);
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    if (i > 0) text += ':';
    text += kDigits[digest.at(i) >> 4U];
    text += kDigits[digest.at(i) & 0xfU];
  }
  return text;
}

std::string KeyText(const X509& certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(&certificate);
  if (key == nullptr) return "unknown";
  const std::string type = EVP_PKEY_get0_type_name(key);
  if (type != "EC") return type + ' ' + std::to_string(EVP_PKEY_get_bits(key));
  std::array<char, 64> group{};
  EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr);
  const std::string name = group.data();
  return "EC " + (name == "prime256v1" ? "P-256" : name);
}

std::vector<std::string> AlternativeNames(const X509& certificate) {
  std::vector<std::string> dns;
  std::vector<std::string> addresses;
  const GeneralNames names = NamesOf(certificate);
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type == GEN_DNS) dns.push_back(TextOf(name->d.dNSName));
    if (name->type == GEN_IPADD) addresses.push_back(AddressText(name->d.iPAddress));
  }
  dns.insert(dns.end(), addresses.begin(), addresses.end());
  return dns;
}

bool IsFor(const X509& certificate, const std::string& name) {
  return X509_check_host(Mutable(certificate), name.data(), name.size(),
                         X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, nullptr) == 1 ||
         X509_check_ip_asc(Mutable(certificate), name.c_str(), 0) == 1;
}

bool IsCa(const X509& certificate) { return X509_check_ca(Mutable(certificate)) == 1; }

bool MayServe(const X509& certificate) { return HasUsage(certificate, XKU_SSL_SERVER); }

bool MayBeAClient(const X509& certificate) { return HasUsage(certificate, XKU_SSL_CLIENT); }

bool IsSignedBy(const X509& certificate, const X509& issuer) {
  return X509_check_issued(Mutable(issuer), Mutable(certificate)) == X509_V_OK &&
         X509_verify(Mutable(certificate), X509_get0_pubkey(&issuer)) == 1;
}

bool IsSame(const X509& one, const X509& other) { return X509_cmp(&one, &other) == 0; }

Certificate Share(X509& certificate) {
  X509_up_ref(&certificate);
  return Certificate(&certificate);
}

}  // namespace tenure
