#include "certs/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "certs/certificate.h"

namespace tenure {
namespace {

using Problems = std::vector<std::string>;

constexpr int kSmallestRsaKey = 2048;

void CheckStrength(const X509& certificate, Problems& problems) {
  int digest = NID_undef;
  X509_get_signature_info(const_cast<X509*>(&certificate), &digest, nullptr, nullptr, nullptr);
  if (digest == NID_sha1 || digest == NID_md5) {
    problems.push_back(SubjectText(certificate) + " is signed with " + OBJ_nid2sn(digest) +
                       ", which clients refuse");
  }
  const EVP_PKEY* key = X509_get0_pubkey(&certificate);
  if (key == nullptr) {
    problems.push_back(SubjectText(certificate) + " has a public key of an unknown kind");
  } else if (EVP_PKEY_is_a(key, "RSA") == 1 && EVP_PKEY_get_bits(key) < kSmallestRsaKey) {
    problems.push_back(SubjectText(certificate) + " has an " + KeyText(certificate) +
                       " key: too short, use EC P-256");
  }
}

void CheckDates(const X509& certificate, Time now, Problems& problems) {
  const std::string problem = DateProblem(certificate, now);
  if (!problem.empty()) problems.push_back(SubjectText(certificate) + ' ' + problem);
}

void CheckPurpose(const LeafCheck& check, Problems& problems) {
  const bool is_server = check.role == Role::kServer;
  if (IsCa(check.leaf)) {
    problems.emplace_back(std::string("the first certificate is a CA, not a ") +
                          (is_server ? "server's" : "client's"));
  }
  if (is_server && !MayServe(check.leaf)) {
    problems.emplace_back("its extendedKeyUsage does not allow servers (serverAuth)");
  }
  if (!is_server && !MayBeAClient(check.leaf)) {
    problems.emplace_back("its extendedKeyUsage does not allow clients (clientAuth)");
  }
}

void CheckNames(const X509& leaf, std::span<const std::string> names, Problems& problems) {
  const std::vector<std::string> own = AlternativeNames(leaf);
  if (own.empty()) {
    problems.emplace_back("has no name in subjectAltName; clients do not look at the common name");
    return;
  }
  for (const std::string& name : names) {
    if (IsFor(leaf, name)) continue;
    problems.push_back(fmt::format("is not for {}, only for {}", name, fmt::join(own, ", ")));
  }
}

// Each certificate is to be followed by the one that signed it.
void CheckOrder(const LeafCheck& check, Problems& problems) {
  const X509* previous = &check.leaf;
  for (const Certificate& issuer : check.chain) {
    if (!IsSignedBy(*previous, *issuer)) {
      problems.push_back("the chain is broken: " + SubjectText(*previous) +
                         " is not signed by the next one, " + SubjectText(*issuer));
      return;
    }
    previous = issuer.get();
  }
}

bool IsTrusted(const X509& certificate, std::span<const Certificate> authorities) {
  return std::ranges::any_of(authorities, [&](const Certificate& authority) {
    return IsSame(certificate, *authority) || IsSignedBy(certificate, *authority);
  });
}

void CheckTrust(const LeafCheck& check, Problems& problems) {
  if (check.authorities.empty() || IsTrusted(check.leaf, check.authorities)) return;
  const bool through_the_chain = std::ranges::any_of(
      check.chain,
      [&](const Certificate& certificate) { return IsTrusted(*certificate, check.authorities); });
  if (through_the_chain) return;
  problems.push_back("is not signed by any CA of the bundle; its issuer is " +
                     IssuerText(check.leaf));
}

}  // namespace

std::string DateProblem(const X509& certificate, Time now) {
  if (now < NotBefore(certificate))
    return "is not valid before " + DateText(NotBefore(certificate));
  if (now >= NotAfter(certificate)) return "expired on " + DateText(NotAfter(certificate));
  return {};
}

Problems ProblemsOf(const LeafCheck& check) {
  Problems problems;
  CheckDates(check.leaf, check.now, problems);
  CheckPurpose(check, problems);
  if (check.role == Role::kServer) CheckNames(check.leaf, check.names, problems);
  CheckStrength(check.leaf, problems);
  for (const Certificate& certificate : check.chain) {
    CheckDates(*certificate, check.now, problems);
    CheckStrength(*certificate, problems);
  }
  CheckOrder(check, problems);
  CheckTrust(check, problems);
  return problems;
}

Problems ProblemsOfCa(const X509& certificate, Time now) {
  Problems problems;
  if (!IsCa(certificate)) problems.push_back(SubjectText(certificate) + " is no CA");
  CheckDates(certificate, now, problems);
  CheckStrength(certificate, problems);
  return problems;
}

}  // namespace tenure
