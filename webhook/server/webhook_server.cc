#include "webhook/server/webhook_server.h"

#include "policies/engine/version.h"
#include "webhook/server/httplib_listener.h"
#include "webhook/server/stop_signals.h"

namespace tenure {
namespace {

constexpr std::size_t kProbeWorkers = 4;

}  // namespace

WebhookServer::WebhookServer(ServerOptions options, const PolicyInForce& policy,
                             RecentAdmissions& recent, Metrics& metrics,
                             std::shared_ptr<const IdentitySource> identity, const Log& log)
    : log_(log),
      policy_(policy),
      metrics_(metrics),
      admission_app_(policy, recent, options.policy_key, metrics_, log, options.log_sampling,
                     std::move(options.ceiling)),
      probe_app_(readiness_, metrics_, *identity, options.exports_recent ? &recent : nullptr) {
  admission_ = NewTlsListener(
      {.address = options.admission,
       .loops = options.loops,
       .handler = [this](const HttpRequest& request,
                         HttpResponse& response) { admission_app_.Handle(request, response); },
       .is_slow = IsSlow,
       .on_failure = [this] { Fail("admission"); }},
      std::move(identity), listener_metrics_);
  probes_ = NewPlainListener(
      {.address = options.probes,
       .workers = kProbeWorkers,
       .handler = [this](const HttpRequest& request,
                         HttpResponse& response) { probe_app_.Handle(request, response); },
       .on_failure = [this] { Fail("probes"); }});
  metrics_.BeforeText([this] { metrics_.SetConnections(admission_->Connections()); });
}

tl::expected<void, std::string> WebhookServer::Start() {
  const auto probes = probes_->Start();
  if (!probes) return tl::unexpected(probes.error());
  const auto admission = admission_->Start();
  if (!admission) return tl::unexpected(admission.error());
  metrics_.SetInForce(Reloaded::kPolicy, policy_.Get()->policy.hash);
  readiness_.Set(true);
  log_.Write(log_.Line("listening")
                 .Add("address", *admission)
                 .Add("probes", *probes)
                 .Add("policy", policy_.Get()->policy.hash)
                 .Add("version", kVersion));
  return {};
}

void WebhookServer::Drain() {
  readiness_.Set(false);
  admission_->Drain();
}

void WebhookServer::Stop() {
  Drain();
  admission_->Stop();
  probes_->Stop();
}

void WebhookServer::Fail(const char* port) {
  failed_ = true;
  log_.Write(log_.Line("port_lost").Add("port", port));
  StopSignals::Raise();
}

}  // namespace tenure
