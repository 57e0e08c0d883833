#include "certs/reloading_identity.h"

#include <fmt/format.h>

#include <utility>

#include "certs/check.h"
#include "certs/files.h"

namespace tenure {

ReloadingIdentity::ReloadingIdentity(IdentityFiles files)
    : files_(std::move(files)), identity_(std::make_shared<const Identity>()) {}

std::shared_ptr<const Identity> ReloadingIdentity::Current() const {
  const std::lock_guard lock(mutex_);
  return identity_;
}

std::optional<IdentityReload> ReloadingIdentity::Poll(Time now) {
  auto contents = Read();
  if (!contents) return Reject(contents.error());
  if (loaded_ && *contents == *loaded_) {
    rejected_for_.clear();
    return std::nullopt;
  }
  // The files are swapped one by one, or with their folder between two reads:
  // what is not the same twice is read again next time.
  if (contents != Read()) return std::nullopt;
  auto built = Build(*contents, now);
  if (!built) return Reject(built.error());
  auto identity = std::make_shared<const Identity>(std::move(*built));
  {
    const std::lock_guard lock(mutex_);
    identity_.swap(identity);
  }
  loaded_ = std::move(*contents);
  rejected_for_.clear();
  return IdentityReload{.result = IdentityReload::Result::kLoaded};
}

// A pair that is not valid yet is bad today and good tomorrow, so that bad
// contents are looked at each time; they are told of once.
std::optional<IdentityReload> ReloadingIdentity::Reject(const std::string& error) {
  if (std::exchange(rejected_for_, error) == error) return std::nullopt;
  return IdentityReload{.result = IdentityReload::Result::kRejected, .error = error};
}

tl::expected<ReloadingIdentity::Contents, std::string> ReloadingIdentity::Read() const {
  auto certificate = ReadFile(files_.certificate);
  if (!certificate) return tl::unexpected(certificate.error());
  auto key = ReadFile(files_.key);
  if (!key) return tl::unexpected(key.error());
  Contents contents{
      .certificate = std::move(*certificate), .key = std::move(*key), .client_ca = {}};
  if (files_.client_ca.empty()) return contents;
  auto client_ca = ReadFile(files_.client_ca);
  if (!client_ca) return tl::unexpected(client_ca.error());
  contents.client_ca = std::move(*client_ca);
  return contents;
}

tl::expected<Identity, std::string> ReloadingIdentity::Build(const Contents& contents,
                                                             Time now) const {
  const std::string certificate_file = files_.certificate.string() + ": ";
  auto identity = ReadIdentity(contents.certificate, contents.key);
  if (!identity) return tl::unexpected(certificate_file + identity.error());
  const auto problems = ProblemsOf({.leaf = *identity->leaf,
                                    .chain = identity->chain,
                                    .authorities = {},
                                    .names = files_.names,
                                    .now = now});
  if (!problems.empty()) {
    return tl::unexpected(certificate_file + fmt::format("{}", fmt::join(problems, "; ")));
  }
  if (files_.client_ca.empty()) return identity;
  auto clients = ReadClientTrust(contents.client_ca, files_.client_names);
  if (!clients) return tl::unexpected(files_.client_ca.string() + ": " + clients.error());
  identity->clients = std::move(*clients);
  return identity;
}

}  // namespace tenure
