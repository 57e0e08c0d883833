#include "webhook/cli/certs/issue.h"

#include <filesystem>
#include <tl/expected.hpp>

#include "certs/certificate.h"
#include "certs/check.h"
#include "certs/files.h"
#include "certs/issue.h"
#include "certs/pem.h"
#include "webhook/cli/certs/arguments.h"
#include "webhook/cli/exit_status.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

constexpr const char* kExamples =
    "Examples:\n"
    "  tenure certs issue certs/\n"
    "      a CA (once) and a certificate for the Service tenure in tenure-system\n"
    "  tenure certs issue certs/ --service webhook --namespace lab --dns webhook.example.org\n"
    "  tenure certs issue certs/ --ca-cert corporate.crt --ca-key corporate.key --life 30d\n"
    "  tenure certs issue certs/ --client apiserver\n"
    "      client.crt and client.key, for `tenure serve --client-ca certs/ca.crt`\n"
    "\n"
    "Files: ca.crt and ca.key (kept where they exist), tls.crt and tls.key (replaced). Keys are\n"
    "EC P-256, and readable by you only. Keep ca.key off the servers.\n"
    "Exit status: 0 written, 2 wrong usage, or a file that cannot be read or written.";

struct Setup {
  ServerNames names;
  hours life{0};
  hours ca_life{0};
  fs::path ca_file;
  fs::path ca_key_file;
};

tl::expected<Setup, std::string> ReadSetup(const IssueOptions& options) {
  Setup setup;
  const auto life = ParseLife("--life", options.life);
  if (!life) return tl::unexpected(life.error());
  const auto ca_life = ParseLife("--ca-life", options.ca_life);
  if (!ca_life) return tl::unexpected(ca_life.error());
  auto names = ReadNames({.service = options.service,
                          .name_space = options.name_space,
                          .dns = options.dns,
                          .ip = options.ip});
  if (!names) return tl::unexpected(names.error());
  setup.names = std::move(*names);
  setup.life = *life;
  setup.ca_life = *ca_life;
  const fs::path folder = options.folder;
  setup.ca_file = options.ca_file.empty() ? folder / "ca.crt" : fs::path(options.ca_file);
  setup.ca_key_file =
      options.ca_key_file.empty() ? folder / "ca.key" : fs::path(options.ca_key_file);
  return setup;
}

tl::expected<Issued, std::string> ReadCa(const Setup& setup, Time now) {
  const auto certificate_text = ReadFile(setup.ca_file);
  if (!certificate_text) return tl::unexpected(certificate_text.error());
  const auto key_text = ReadFile(setup.ca_key_file);
  if (!key_text) return tl::unexpected(key_text.error());
  auto certificates = ReadCertificates(*certificate_text);
  if (!certificates) return tl::unexpected(setup.ca_file.string() + ": " + certificates.error());
  auto key = ReadPrivateKey(*key_text);
  if (!key) return tl::unexpected(setup.ca_key_file.string() + ": " + key.error());
  Issued ca{std::move(certificates->front()), std::move(*key)};
  const std::string file = setup.ca_file.string();
  if (X509_check_private_key(ca.certificate.get(), ca.key.get()) != 1) {
    return tl::unexpected(setup.ca_key_file.string() + " is not the key of " + file);
  }
  if (!IsCa(*ca.certificate)) return tl::unexpected(file + ": is no CA");
  const std::string problem = DateProblem(*ca.certificate, now);
  if (!problem.empty()) return tl::unexpected(file + ": " + problem);
  return ca;
}

tl::expected<void, std::string> WritePair(const fs::path& certificate_file,
                                          const fs::path& key_file, const Issued& issued) {
  return WriteFile(key_file, ToPem(*issued.key), FileAccess::kOwnerOnly).and_then([&] {
    return WriteFile(certificate_file, ToPem(*issued.certificate), FileAccess::kReadable);
  });
}

tl::expected<Issued, std::string> MakeCa(const Setup& setup, Time now) {
  auto ca = IssueCa("Tenure CA " + Rfc3339Text(now), now, setup.ca_life);
  if (!ca) return ca;
  const auto written = WritePair(setup.ca_file, setup.ca_key_file, *ca);
  if (!written) return tl::unexpected(written.error());
  return ca;
}

// One that exists is never overwritten: clients trust it.
tl::expected<Issued, std::string> FindCa(const IssueOptions& options, const Setup& setup,
                                         Time now) {
  const bool is_named = !options.ca_file.empty() || !options.ca_key_file.empty();
  if (is_named || fs::exists(setup.ca_file) || fs::exists(setup.ca_key_file)) {
    return ReadCa(setup, now);
  }
  return MakeCa(setup, now);
}

tl::expected<std::string, std::string> Issue(const IssueOptions& options, Time now) {
  const auto setup = ReadSetup(options);
  if (!setup) return tl::unexpected(setup.error());
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) return tl::unexpected(options.folder + ": " + error.message());
  const auto ca = FindCa(options, *setup, now);
  if (!ca) return tl::unexpected(ca.error());
  const hours life =
      std::min(setup->life, std::chrono::duration_cast<hours>(NotAfter(*ca->certificate) - now));
  const bool is_client = !options.client.empty();
  const auto issued = is_client ? IssueClient(*ca, options.client, now, life)
                                : IssueServer(*ca, setup->names, now, life);
  if (!issued) return tl::unexpected(issued.error());
  const std::string name = is_client ? "client" : "tls";
  const fs::path certificate_file = fs::path(options.folder) / (name + ".crt");
  const auto written =
      WritePair(certificate_file, fs::path(options.folder) / (name + ".key"), *issued);
  if (!written) return tl::unexpected(written.error());
  return certificate_file.string() + ": ends " + DateText(NotAfter(*issued->certificate)) +
         "; signed by " + setup->ca_file.string();
}

}  // namespace

int RunIssue(const IssueOptions& options, std::ostream& out, std::ostream& errors, Time now) {
  const auto issued = Issue(options, now);
  if (!issued) {
    errors << "tenure certs issue: " << issued.error() << '\n';
    return kExitUsage;
  }
  out << *issued << '\n';
  return kExitSuccess;
}

std::shared_ptr<IssueOptions> AddIssue(CLI::App& certs) {
  auto options = std::make_shared<IssueOptions>();
  CLI::App* parser = certs.add_subcommand("issue", "Make a CA, and server or client certificates");
  parser->add_option("DIR", options->folder, "Where the files go")->required();
  AddServiceOptions(*parser, options->service, options->name_space);
  AddNameOptions(*parser, options->dns, options->ip);
  parser->add_option("--client", options->client, "A client certificate of this name instead")
      ->type_name("NAME");
  AddLifeOptions(*parser, options->life, options->ca_life);
  CLI::Option* ca = parser->add_option("--ca-cert", options->ca_file, "A CA that you have already")
                        ->type_name("FILE");
  CLI::Option* ca_key =
      parser->add_option("--ca-key", options->ca_key_file, "Its key")->type_name("FILE");
  ca->needs(ca_key);
  ca_key->needs(ca);
  parser->footer(kExamples);
  return options;
}

}  // namespace tenure
