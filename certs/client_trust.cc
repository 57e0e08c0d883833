#include "certs/client_trust.h"

#include <openssl/x509v3.h>

#include <algorithm>

#include "certs/certificate.h"
#include "certs/pem.h"

namespace tenure {
namespace {

using CaNames = std::unique_ptr<STACK_OF(X509_NAME), void (*)(STACK_OF(X509_NAME)*)>;

void FreeNames(STACK_OF(X509_NAME) * names) { sk_X509_NAME_pop_free(names, X509_NAME_free); }

// What the server says it takes: Go's client shows nothing that is not signed by one of these.
bool NameAuthorities(SSL& connection, const ClientTrust& trust) {
  CaNames names(sk_X509_NAME_new_null(), FreeNames);
  for (const Certificate& authority : trust.authorities) {
    X509_NAME* name = X509_NAME_dup(X509_get_subject_name(authority.get()));
    if (name == nullptr || sk_X509_NAME_push(names.get(), name) == 0) return false;
  }
  SSL_set0_CA_list(&connection, names.release());
  return true;
}

bool RequireName(SSL& connection, const std::vector<std::string>& names) {
  X509_VERIFY_PARAM* param = SSL_get0_param(&connection);
  X509_VERIFY_PARAM_set_hostflags(
      param, X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT | X509_CHECK_FLAG_NO_WILDCARDS);
  return std::ranges::all_of(names, [param](const std::string& name) {
    return X509_VERIFY_PARAM_add1_host(param, name.data(), name.size()) == 1;
  });
}

}  // namespace

tl::expected<std::shared_ptr<const ClientTrust>, std::string> ReadClientTrust(
    std::string_view ca_pem, std::vector<std::string> names) {
  auto authorities = ReadCertificates(ca_pem);
  if (!authorities) return tl::unexpected(authorities.error());
  auto trust = std::make_shared<ClientTrust>();
  trust->store.reset(X509_STORE_new());
  for (const Certificate& authority : *authorities) {
    if (!IsCa(*authority)) {
      return tl::unexpected("has a certificate that is no CA: " + SubjectText(*authority));
    }
    X509_STORE_add_cert(trust->store.get(), authority.get());
  }
  X509_STORE_set_flags(trust->store.get(),
                       X509_V_FLAG_PARTIAL_CHAIN);  // an intermediate CA will do
  trust->authorities = std::move(*authorities);
  trust->names = std::move(names);
  return trust;
}

bool RequireClient(SSL& connection, const ClientTrust& trust) {
  SSL_set_verify(&connection, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return SSL_set1_verify_cert_store(&connection, trust.store.get()) == 1 &&
         NameAuthorities(connection, trust) && RequireName(connection, trust.names);
}

}  // namespace tenure
