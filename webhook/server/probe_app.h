#pragma once

#include <atomic>

#include "webhook/listener/http.h"
#include "webhook/server/metrics.h"

namespace tenure {

// Whether new connections should come here.
class Readiness {
 public:
  void Set(bool ready) { ready_ = ready; }
  [[nodiscard]] bool IsReady() const { return ready_; }

 private:
  std::atomic<bool> ready_ = false;
};

// The probe port without its sockets: /livez, /readyz and /metrics.
class ProbeApp {
 public:
  ProbeApp(const Readiness& readiness, const Metrics& metrics)
      : readiness_(readiness), metrics_(metrics) {}

  void Handle(const HttpRequest& request, HttpResponse& response) const;

 private:
  const Readiness& readiness_;
  const Metrics& metrics_;
};

}  // namespace tenure
