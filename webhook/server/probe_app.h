#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "certs/identity.h"
#include "webhook/listener/http.h"
#include "webhook/server/metrics.h"
#include "webhook/server/recent_admissions.h"

namespace tenure {

// Whether new connections should come here.
class Readiness {
 public:
  void Set(bool ready) { ready_ = ready; }
  [[nodiscard]] bool IsReady() const { return ready_; }

 private:
  std::atomic<bool> ready_ = false;
};

// The probe port without its sockets: /livez, /readyz and /metrics. Nobody is to
// connect where the certificate would be refused: it decides readiness with the
// rest. It does not decide liveness: a restart would not renew it.
//
// For callers on the same machine, where it is asked for, there is /recent, too:
// other people's pods are nothing for everybody who reaches the port. `kubectl
// port-forward` comes from there.
class ProbeApp {
 public:
  using Clock = std::function<Time()>;

  // `recent`: what /recent exports; null: there is no such path.
  ProbeApp(const Readiness& readiness, const Metrics& metrics, const IdentitySource& identity,
           const RecentAdmissions* recent, Clock clock = std::chrono::system_clock::now)
      : readiness_(readiness),
        metrics_(metrics),
        identity_(identity),
        recent_(recent),
        clock_(std::move(clock)) {}

  void Handle(const HttpRequest& request, HttpResponse& response) const;

 private:
  // Empty: it is ready.
  [[nodiscard]] std::string WhyNotReady() const;
  void ExportRecent(const HttpRequest& request, HttpResponse& response) const;

  const Readiness& readiness_;
  const Metrics& metrics_;
  const IdentitySource& identity_;
  const RecentAdmissions* recent_;
  Clock clock_;
};

}  // namespace tenure
