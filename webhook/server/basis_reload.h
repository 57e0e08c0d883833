#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "webhook/server/followed_file.h"
#include "webhook/server/log.h"
#include "webhook/server/metrics.h"
#include "webhook/server/policy_in_force.h"

namespace tenure {

// The files that decisions rest on, as they were read at the start.
struct BasisFiles {
  std::optional<FollowedFile> policy;     // none: the built-in policy
  std::optional<FollowedFile> estimates;  // none: no history
};

// Puts an edited policy or edited estimates in force. A file with errors, or
// one that is gone, leaves the last good one in force and is told in the log,
// with every error and its place, and in the metrics. Used by one thread.
class BasisReload {
 public:
  BasisReload(BasisFiles files, PolicyInForce& in_force, Metrics& metrics, const Log& log);

  // Looks at the files once.
  void Poll();

 private:
  void LoadPolicy();
  void LoadEstimates();
  void Reject(Reloaded what, const FollowedFile& file, const std::string& in_force,
              const std::vector<std::string>& errors);
  void TellMissing(Reloaded what, const FollowedFile& file);

  BasisFiles files_;
  std::string estimates_hash_;  // of those in force
  PolicyInForce& in_force_;
  Metrics& metrics_;
  const Log& log_;
};

}  // namespace tenure
