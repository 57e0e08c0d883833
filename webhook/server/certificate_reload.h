#pragma once

#include <memory>
#include <optional>

#include "certs/reloading_identity.h"
#include "webhook/server/log.h"
#include "webhook/server/metrics.h"

namespace tenure {

// Follows the certificate's files and tells, in the log and in the metrics,
// what became of them and when what is served ends. Used by one thread.
class CertificateReload {
 public:
  CertificateReload(std::shared_ptr<ReloadingIdentity> identity, Metrics& metrics, const Log& log)
      : identity_(std::move(identity)), metrics_(metrics), log_(log) {}

  // Looks at the files once.
  void Poll(Time now);

 private:
  void TellLoaded();
  void TellRejected(const std::string& error);
  void WarnOfTheEnd(Time now);

  std::shared_ptr<ReloadingIdentity> identity_;
  Metrics& metrics_;
  const Log& log_;
  std::optional<Time> warned_;
};

}  // namespace tenure
