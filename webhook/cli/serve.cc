#include "webhook/cli/serve.h"

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include "certs/files.h"
#include "policies/pod/duration.h"
#include "webhook/cli/ceiling.h"
#include "webhook/cli/estimates_file.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/policy_file.h"
#include "webhook/cli/serve_tls.h"
#include "webhook/server/allocator.h"
#include "webhook/server/basis_reload.h"
#include "webhook/server/certificate_reload.h"
#include "webhook/server/cores.h"
#include "webhook/server/log_writer.h"
#include "webhook/server/poller.h"
#include "webhook/server/recent_admissions.h"
#include "webhook/server/stop_signals.h"
#include "webhook/server/webhook_server.h"

namespace tenure {
namespace {

constexpr int kExitPortLost = 1;

// An edit is in force within two seconds of the file's change.
constexpr std::chrono::seconds kPollInterval{1};
// Each time a request may wait for half a millisecond.
constexpr std::chrono::seconds kTrimInterval{30};

constexpr const char* kExamples =
    "Examples:\n"
    "  tenure serve --self-signed /tmp/tenure\n"
    "      the built-in policy, with a certificate made on the spot (clients: /tmp/tenure/ca.crt)\n"
    "  tenure serve --policy policy.yaml --tls-cert tls.crt --tls-key tls.key\n"
    "      in a cluster; an edit of a file is in force within two seconds\n"
    "  tenure serve --tls-cert tls.crt --tls-key tls.key --client-ca ca.crt --client-name "
    "apiserver\n"
    "      admission for that client only; probes and metrics ask nobody for a certificate\n"
    "  tenure serve --self-signed /tmp/tenure --listen 127.0.0.1:0 --probe-listen 127.0.0.1:0\n"
    "      on free ports, which the first log line tells\n"
    "\n"
    "SIGHUP: it looks at its files at once.\n"
    "Ends on SIGTERM: it is no longer ready, goes on serving for --drain, finishes what is in\n"
    "flight and exits with 0. SIGINT, or a second signal: at once.\n"
    "An edited policy with errors, or one that is gone, leaves the last good one in force: see\n"
    "policy_rejected in the log, and tenure_policy_info{state=\"rejected\"} in the metrics.\n"
    "The certificate is followed too: a bad one is not served (certificate_rejected), and without\n"
    "a valid one the server is not ready.\n"
    "Exit status: 0 stopped, 1 a port was lost, 2 wrong usage, policy, estimates\n"
    "or address.";

// What the options mean, checked before anything starts.
struct Setup {
  ServerOptions server;
  std::chrono::seconds drain{0};
  BasisFiles files;
  RecentLimits recent;
  std::shared_ptr<const Basis> basis;
  IdentityFiles certificate;
};

template <typename T>
tl::expected<T, std::string> Named(const char* option, const std::string& text,
                                   tl::expected<T, std::string> parsed) {
  if (parsed) return parsed;
  return tl::unexpected(std::string(option) + ": \"" + text + "\" is " + parsed.error());
}

tl::expected<void, std::string> ReadSetup(const ServeOptions& options, Setup& setup) {
  auto admission = Named("--listen", options.listen, ParseAddress(options.listen));
  if (!admission) return tl::unexpected(admission.error());
  auto probes = Named("--probe-listen", options.probe_listen, ParseAddress(options.probe_listen));
  if (!probes) return tl::unexpected(probes.error());
  auto drain = Named("--drain", options.drain, Duration::Parse(options.drain));
  if (!drain) return tl::unexpected(drain.error());
  auto certificate = FindIdentityFiles(options.tls, std::chrono::system_clock::now());
  if (!certificate) return tl::unexpected(certificate.error());
  setup.server = {.admission = std::move(*admission),
                  .probes = std::move(*probes),
                  .loops = options.loops == 0 ? UsableCores() : options.loops,
                  .log_sampling = options.log_sampling,
                  .ceiling = options.ceiling,
                  .exports_recent = options.export_recent};
  if (!options.policy.empty()) {
    setup.server.policy_key = std::filesystem::path(options.policy).filename();
  }
  setup.recent.count = options.recent_count;
  setup.drain = std::chrono::seconds(drain->seconds());
  setup.certificate = std::move(*certificate);
  return {};
}

int Complain(const std::string& error) {
  std::cerr << "tenure serve: " << error << '\n';
  return kExitUsage;
}

void DrainAndStop(WebhookServer& server, const StopSignals& signals, std::chrono::seconds drain,
                  const Log& log) {
  log.Write(log.Line("draining").Add("seconds", static_cast<std::int64_t>(drain.count())));
  server.Drain();
  if (drain.count() > 0) (void)signals.WaitFor(drain);
  server.Stop();
  log.Write(log.Line("stopped"));
}

// Reads a file that is followed from then on, if one is named; false: it cannot be read.
bool ReadFollowed(const std::string& name, std::optional<FollowedFile>& file) {
  if (name.empty()) return true;
  auto text = ReadFile(name);
  if (!text) {
    std::cerr << text.error() << '\n';
    return false;
  }
  file.emplace(name, *std::move(text));
  return true;
}

// What is wrong is told on standard error, every error with its place.
bool ReadBasis(const ServeOptions& options, Setup& setup) {
  BasisFiles& files = setup.files;
  if (!ReadFollowed(options.policy, files.policy)) return false;
  if (!ReadFollowed(options.estimates, files.estimates)) return false;
  auto policy = files.policy ? LoadPolicy(options.policy, files.policy->content(), std::cerr)
                             : LoadPolicyFile("", std::cerr);
  auto estimates = files.estimates
                       ? LoadEstimates(options.estimates, files.estimates->content(), std::cerr)
                       : LoadEstimatesFile("", std::cerr);
  if (!policy || !estimates) return false;
  setup.basis = std::make_shared<const Basis>(
      Basis{.policy = *std::move(policy), .estimates = std::move(estimates)});
  return true;
}

// What goes on beside the requests, until it ends.
class Chores {
 public:
  Chores(BasisReload& reload, CertificateReload& certificate, RecentAdmissions& recent) {
    files_.Add([&reload] { reload.Poll(); });
    files_.Add([&certificate] { certificate.Poll(std::chrono::system_clock::now()); });
    creations_.Add([&recent] { recent.Absorb(); });
    memory_.Add(ReturnFreePages);
  }

  void Start() {
    for (Poller* poller : {&files_, &creations_, &memory_}) poller->Start();
  }

  void LookAtFiles() { files_.Wake(); }

 private:
  Poller files_{kPollInterval};
  // Apart from the files, which a signal has looked at more often than is good for these.
  Poller creations_{kPollInterval};
  Poller memory_{kTrimInterval};
};

// After the signals: its thread leaves them to us.
int Run(const Setup& setup, LogFormat format) {
  ReturnLargeBlocks();
  const StopSignals signals;
  LogWriter writer(StandardOutput(), [format](std::size_t lines) {
    return LogLine(format, std::chrono::system_clock::now(), "log_lines_dropped")
        .Add("lines", static_cast<std::int64_t>(lines))
        .Text();
  });
  const Log log(format, [&writer](std::string_view line) { writer.Write(line); });
  Metrics metrics;
  PolicyInForce policy(setup.basis);
  BasisReload reload(setup.files, policy, metrics, log);
  const auto identity = std::make_shared<ReloadingIdentity>(setup.certificate);
  CertificateReload certificate(identity, metrics, log);
  RecentAdmissions recent(setup.recent);
  WebhookServer server(setup.server, policy, recent, metrics, identity, log);
  Chores chores(reload, certificate, recent);
  certificate.Poll(std::chrono::system_clock::now());
  if (const auto started = server.Start(); !started) return Complain(started.error());
  chores.Start();
  StopSignal signal = signals.Wait();
  for (; signal == StopSignal::kHangUp; signal = signals.Wait()) chores.LookAtFiles();
  const bool at_once = signal == StopSignal::kInterrupt || server.HasFailed();
  DrainAndStop(server, signals, at_once ? std::chrono::seconds{0} : setup.drain, log);
  return server.HasFailed() ? kExitPortLost : kExitSuccess;
}

int Serve(const ServeOptions& options) {
  Setup setup;
  if (!ReadBasis(options, setup)) return kExitUsage;
  WarnOfStrategiesBeyond(setup.basis->policy, options.ceiling, std::cerr);
  if (const auto read = ReadSetup(options, setup); !read) return Complain(read.error());
  return Run(setup, options.log_format);
}

}  // namespace

Command AddServe(CLI::App& program) {
  const auto options = std::make_shared<ServeOptions>();
  CLI::App* parser = program.add_subcommand("serve", "Run the admission webhook server");
  parser->add_option("--policy", options->policy, "The policy file (default: the built-in one)")
      ->type_name("FILE");
  parser
      ->add_option("--estimates", options->estimates,
                   "What `tenure learn` wrote: runtimes and usage, by workload step")
      ->type_name("FILE");
  parser->add_option("--listen", options->listen, "Where to serve admission, over TLS")
      ->type_name("ADDRESS:PORT")
      ->capture_default_str();
  parser
      ->add_option("--probe-listen", options->probe_listen,
                   "Where to serve /livez, /readyz and /metrics")
      ->type_name("ADDRESS:PORT")
      ->capture_default_str();
  AddTlsOptions(*parser, options->tls);
  AddCeilingOptions(*parser, options->ceiling);
  parser
      ->add_option("--recent", options->recent_count,
                   "How many recent creations to try edits of the policy on, redacted, in at most\n"
                   "2 MiB")
      ->type_name("N")
      ->capture_default_str();
  parser->add_flag("--export-recent", options->export_recent,
                   "Give them to callers on this machine: GET /recent on the probe port, for\n"
                   "kubectl port-forward and tenure policy diff");
  parser->add_option("--drain", options->drain, "How long to go on serving after SIGTERM")
      ->type_name("DURATION")
      ->capture_default_str();
  parser
      ->add_option("--loops", options->loops,
                   "Event loops of the admission port (default: one per usable core, at most 8)")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  parser->add_option("--log-format", options->log_format, "Of the log on standard output")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, LogFormat>{{"json", LogFormat::kJson}, {"text", LogFormat::kText}},
          CLI::ignore_case))
      ->option_text("json|text=json");
  parser
      ->add_option(
          "--log-unclassified", options->log_sampling.unclassified_every,
          "Of decisions about pods of no class, without a finding, log every Nth (0: none)")
      ->type_name("N")
      ->capture_default_str();
  parser->footer(kExamples);
  return {parser, [options] { return Serve(*options); }};
}

}  // namespace tenure
