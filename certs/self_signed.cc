#include "certs/self_signed.h"

#include "certs/files.h"
#include "certs/issue.h"
#include "certs/pem.h"

namespace tenure {
namespace {

using Path = std::filesystem::path;

constexpr std::chrono::hours kLife{24 * 365};
constexpr std::chrono::hours kTooShortToReuse{24 * 7};

// The names under which a server on this machine, or the Service of the
// manifests, is called. The API server verifies tenure.NAMESPACE.svc.
ServerNames Names() {
  return {.dns = {"tenure.tenure-system.svc", "tenure.tenure-system", "tenure",
                  "tenure.tenure-system.svc.cluster.local", "localhost"},
          .ip = {"127.0.0.1", "::1"}};
}

bool IsSignedBy(const Identity& identity, const Path& ca_file) {
  const auto pem = ReadFile(ca_file);
  if (!pem) return false;
  const auto ca = ReadCertificates(*pem);
  return ca && X509_verify(identity.leaf.get(), X509_get0_pubkey(ca->front().get())) == 1;
}

tl::expected<Identity, std::string> Reused(const Path& folder, Time now) {
  auto identity = LoadIdentity(folder / "tls.crt", folder / "tls.key", now + kTooShortToReuse);
  if (identity && !IsSignedBy(*identity, folder / "ca.crt")) {
    return tl::unexpected(std::string("of another CA"));
  }
  return identity;
}

tl::expected<Identity, std::string> MadeAnew(const Path& folder, Time now) {
  const auto ca = IssueCa("Tenure self-signed CA", now, kLife);
  if (!ca) return tl::unexpected(ca.error());
  const auto server = IssueServer(*ca, Names(), now, kLife);
  if (!server) return tl::unexpected(server.error());
  const std::string certificate = ToPem(*server->certificate);
  const std::string key = ToPem(*server->key);
  return WriteFile(folder / "ca.crt", ToPem(*ca->certificate), FileAccess::kReadable)
      .and_then([&] { return WriteFile(folder / "tls.crt", certificate, FileAccess::kReadable); })
      .and_then([&] { return WriteFile(folder / "tls.key", key, FileAccess::kOwnerOnly); })
      .and_then([&] { return ReadIdentity(certificate, key); });
}

}  // namespace

tl::expected<Identity, std::string> SelfSigned(const Path& folder, Time now) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return tl::unexpected(folder.string() + ": " + error.message());
  auto reused = Reused(folder, now);
  if (reused) return reused;
  return MadeAnew(folder, now);
}

}  // namespace tenure
