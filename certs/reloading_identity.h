#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "certs/clock.h"
#include "certs/identity.h"

namespace tenure {

struct IdentityFiles {
  std::filesystem::path certificate;  // with its chain
  std::filesystem::path key;
  std::filesystem::path client_ca;        // empty: clients need no certificate
  std::vector<std::string> names;         // that the certificate must be for
  std::vector<std::string> client_names;  // as in ClientTrust
};

// What became of the files.
struct IdentityReload {
  enum class Result : std::uint8_t { kLoaded, kRejected };
  Result result = Result::kLoaded;
  std::string error;  // all that is wrong, with the file: "tls.crt: expired on …"
};

// Follows files by their content: a watch on a mounted Secret never sees that
// it was written (kubernetes/kubernetes#111947). A new pair is checked whole,
// then takes the place of the old one at once; a bad one leaves the old one.
//
// Poll is for one thread, Current for any.
class ReloadingIdentity final : public IdentitySource {
 public:
  explicit ReloadingIdentity(IdentityFiles files);

  // Reads the files. Tells what is new: that they were loaded, or why not,
  // once for each reason.
  std::optional<IdentityReload> Poll(Time now);

  [[nodiscard]] std::shared_ptr<const Identity> Current() const override;

 private:
  struct Contents {
    std::string certificate;
    std::string key;
    std::string client_ca;
    bool operator==(const Contents&) const = default;
  };

  [[nodiscard]] tl::expected<Contents, std::string> Read() const;
  [[nodiscard]] tl::expected<Identity, std::string> Build(const Contents& contents, Time now) const;
  std::optional<IdentityReload> Reject(const std::string& error);

  const IdentityFiles files_;
  std::optional<Contents> loaded_;
  std::string rejected_for_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Identity> identity_;
};

}  // namespace tenure
