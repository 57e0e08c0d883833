#include "webhook/cli/certs/rotate.h"

#include <chrono>
#include <exception>
#include <thread>

#include "certs/rotation/http_kubernetes_api.h"
#include "certs/rotation/rotate.h"
#include "http/client.h"
#include "policies/pod/duration.h"
#include "webhook/cli/certs/arguments.h"
#include "webhook/cli/exit_status.h"

namespace tenure {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  tenure certs rotate --in-cluster\n"
    "      in a Job and a CronJob: makes what is missing, renews what is due, writes caBundle\n"
    "  tenure certs rotate --in-cluster --secret-only\n"
    "      before anything is registered\n"
    "  tenure certs rotate --in-cluster --dry-run\n"
    "      tells the next step and takes none\n"
    "  tenure certs rotate --in-cluster --new-ca --overlap 0s\n"
    "      the CA's key is known to somebody: trust another one at once, then restart the servers\n"
    "\n"
    "It may be ended at any point and run again, also twice at once. It needs the rights of\n"
    "manifests/overlays/self-managed/rbac.yaml, and nothing else.\n"
    "Exit status: 0 nothing is left to do now, 1 something is in the way, 2 wrong usage.";

struct Setup {
  RotationOptions rotation;
  RotationLimits limits;
};

tl::expected<std::chrono::seconds, std::string> ParseSeconds(const char* option,
                                                             const std::string& text) {
  const auto duration = Duration::Parse(text);
  if (duration) return std::chrono::seconds{duration->seconds()};
  return tl::unexpected(std::string(option) + ": \"" + text + "\" is " + duration.error());
}

// The last certificate of a CA is still served while the next one is begun.
tl::expected<void, std::string> CheckLives(const RotationOptions& rotation) {
  if (rotation.ca_life > rotation.life + 2 * rotation.overlap) return {};
  return tl::unexpected(
      std::string("--ca-life must be longer than --life and twice --overlap together"));
}

tl::expected<Setup, std::string> ReadSetup(const RotateOptions& options) {
  auto names = ReadNames({.service = options.service,
                          .name_space = options.name_space,
                          .dns = options.dns,
                          .ip = options.ip});
  if (!names) return tl::unexpected(names.error());
  const auto life = ParseLife("--life", options.life);
  if (!life) return tl::unexpected(life.error());
  const auto ca_life = ParseLife("--ca-life", options.ca_life);
  if (!ca_life) return tl::unexpected(ca_life.error());
  const auto overlap = ParseSeconds("--overlap", options.overlap);
  if (!overlap) return tl::unexpected(overlap.error());
  const auto wait = ParseSeconds("--wait", options.wait);
  if (!wait) return tl::unexpected(wait.error());
  Setup setup{.rotation = {.names = std::move(*names),
                           .life = *life,
                           .ca_life = *ca_life,
                           .overlap = *overlap,
                           .secret_only = options.secret_only,
                           .renew = options.renew,
                           .new_ca = options.new_ca},
              .limits = {.wait = *wait, .dry_run = options.dry_run}};
  if (const auto lives = CheckLives(setup.rotation); !lives) return tl::unexpected(lives.error());
  return setup;
}

int Complain(std::ostream& errors, const std::string& error, ExitStatus status) {
  errors << "tenure certs rotate: " << error << '\n';
  return status;
}

RotationEffects Effects(std::ostream& out) {
  return {.now = std::chrono::system_clock::now,
          .sleep = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); },
          // Told before it is done: the log of a Job that was killed says where.
          .report = [&out](std::string_view line) { out << line << std::endl; }};
}

void AddPlaceOptions(CLI::App& parser, RotateOptions& options) {
  parser.add_option("--secret", options.secret, "The Secret that holds the certificates")
      ->type_name("NAME")
      ->capture_default_str();
  parser
      .add_option("--mutating", options.mutating,
                  "A MutatingWebhookConfiguration to write caBundle into; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->capture_default_str();
  parser
      .add_option("--validating", options.validating,
                  "A ValidatingWebhookConfiguration to write caBundle into; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->capture_default_str();
  parser.add_option("--service-account", options.service_account, "Where its token and CA are")
      ->type_name("DIR")
      ->capture_default_str();
}

void AddTimeOptions(CLI::App& parser, RotateOptions& options) {
  AddLifeOptions(parser, options.life, options.ca_life);
  parser
      .add_option("--overlap", options.overlap,
                  "How long old and new CA are both trusted, before and after the change")
      ->type_name("DURATION")
      ->capture_default_str();
  parser.add_option("--wait", options.wait, "For webhook configurations that are not there yet")
      ->type_name("DURATION")
      ->capture_default_str();
}

void AddWishes(CLI::App& parser, RotateOptions& options) {
  parser.add_flag("--renew", options.renew, "Renew the server certificate now");
  parser.add_flag("--new-ca", options.new_ca, "Begin with another CA now");
  parser.add_flag("--secret-only", options.secret_only,
                  "Only make the Secret where it has no certificate");
  parser.add_flag("--dry-run", options.dry_run, "Tell the next step, take none");
}

}  // namespace

int RunRotate(const RotateOptions& options, std::ostream& out, std::ostream& errors) {
  auto setup = ReadSetup(options);
  if (!setup) return Complain(errors, setup.error(), kExitUsage);
  if (const auto can = HttpClient::Check(); !can)
    return Complain(errors, can.error(), kExitRefused);
  auto server = InClusterApiServer(options.service_account);
  if (!server) return Complain(errors, server.error(), kExitUsage);
  const auto api = NewHttpKubernetesApi(std::move(*server));
  Cluster cluster(*api, {.name_space = options.name_space,
                         .secret = options.secret,
                         .mutating = options.mutating,
                         .validating = options.validating});
  try {
    const auto rotated = Rotate(cluster, std::move(setup->rotation), setup->limits, Effects(out));
    if (!rotated) return Complain(errors, rotated.error(), kExitRefused);
  } catch (const nlohmann::json::exception& error) {
    return Complain(errors, std::string("the API server's answer is strange: ") + error.what(),
                    kExitRefused);
  }
  return kExitSuccess;
}

std::shared_ptr<RotateOptions> AddRotate(CLI::App& certs) {
  auto options = std::make_shared<RotateOptions>();
  CLI::App* parser = certs.add_subcommand(
      "rotate", "Keep the Secret and the registrations in order, from inside the cluster");
  parser
      ->add_flag("--in-cluster", options->in_cluster,
                 "Talk to the API server of this pod's cluster")
      ->required();
  AddServiceOptions(*parser, options->service, options->name_space);
  AddNameOptions(*parser, options->dns, options->ip);
  AddPlaceOptions(*parser, *options);
  AddTimeOptions(*parser, *options);
  AddWishes(*parser, *options);
  parser->footer(kExamples);
  return options;
}

}  // namespace tenure
