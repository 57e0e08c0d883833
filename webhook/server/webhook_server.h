#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "certs/identity.h"
#include "webhook/listener/address.h"
#include "webhook/listener/listener.h"
#include "webhook/listener/tls_listener.h"
#include "webhook/server/admission_app.h"
#include "webhook/server/listener_metrics.h"
#include "webhook/server/log.h"
#include "webhook/server/metrics.h"
#include "webhook/server/probe_app.h"

namespace tenure {

struct ServerOptions {
  Address admission{.host = "0.0.0.0", .port = 8443};
  Address probes{.host = "0.0.0.0", .port = 8081};
  std::size_t loops = 1;  // of the admission port
  LogSampling log_sampling = {};
  Ceiling ceiling = {};
  std::string policy_key = "policy.yaml";  // of the policy in its ConfigMap
  bool exports_recent = false;             // GET /recent on the probe port
};

// Both ports, with what they serve.
class WebhookServer {
 public:
  WebhookServer(ServerOptions options, const PolicyInForce& policy, RecentAdmissions& recent,
                Metrics& metrics, std::shared_ptr<const IdentitySource> identity, const Log& log);

  // Serves from now on, on ports that are told in a log line. The error says
  // which address cannot be had.
  [[nodiscard]] tl::expected<void, std::string> Start();

  // Not ready, and every response ends its connection; all is still served.
  void Drain();

  // Takes no new request, and returns when nothing is in flight.
  void Stop();

  // The port was lost while serving.
  [[nodiscard]] bool HasFailed() const { return failed_; }

 private:
  void Fail(const char* port);

  const Log& log_;
  const PolicyInForce& policy_;
  Metrics& metrics_;
  Readiness readiness_;
  AdmissionApp admission_app_;
  ProbeApp probe_app_;
  ListenerMetrics listener_metrics_{metrics_};
  std::unique_ptr<TlsListener> admission_;
  std::unique_ptr<Listener> probes_;
  std::atomic<bool> failed_ = false;
};

}  // namespace tenure
