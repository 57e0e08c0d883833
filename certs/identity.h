#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "certs/client_trust.h"
#include "certs/clock.h"
#include "certs/openssl.h"

namespace tenure {

// What a TLS server shows: its certificate, those that lead to the CA, and the
// key; and whom it lets in. Immutable, so that handshakes may share it. One
// without a leaf is that of a server that has no certificate yet: its
// handshakes fail, and it is valid at no time.
struct Identity {
  Certificate leaf;
  std::vector<Certificate> chain;  // without the leaf
  PrivateKey key;
  Time not_before;
  Time not_after;
  std::shared_ptr<const ClientTrust> clients;  // nullptr: everybody

  [[nodiscard]] bool HasCertificate() const { return leaf != nullptr; }
  [[nodiscard]] bool IsValidAt(Time now) const {
    return HasCertificate() && not_before <= now && now < not_after;
  }
};

// The certificate that a server shows to the next client; never a nullptr.
// Asked in every handshake, by many threads: what follows files on disk answers
// from memory.
class IdentitySource {
 public:
  virtual ~IdentitySource() = default;
  [[nodiscard]] virtual std::shared_ptr<const Identity> Current() const = 0;
};

// One identity for the life of the process.
class FixedIdentity final : public IdentitySource {
 public:
  explicit FixedIdentity(Identity identity)
      : identity_(std::make_shared<const Identity>(std::move(identity))) {}
  [[nodiscard]] std::shared_ptr<const Identity> Current() const override { return identity_; }

 private:
  std::shared_ptr<const Identity> identity_;
};

// From two PEM texts. They must belong together; dates are not looked at.
[[nodiscard]] tl::expected<Identity, std::string> ReadIdentity(std::string_view certificate_pem,
                                                               std::string_view key_pem);

// From two PEM files; the certificate must be valid now. The error names the
// file: "tls.crt: expired on 2026-01-31 23:59 UTC".
[[nodiscard]] tl::expected<Identity, std::string> LoadIdentity(
    const std::filesystem::path& certificate_file, const std::filesystem::path& key_file, Time now);

}  // namespace tenure
