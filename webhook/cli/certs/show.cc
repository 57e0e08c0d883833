#include "webhook/cli/certs/show.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <tl/expected.hpp>

#include "certs/certificate.h"
#include "certs/check.h"
#include "certs/files.h"
#include "certs/pem.h"
#include "webhook/cli/certs/show_report.h"
#include "webhook/cli/exit_status.h"

namespace tenure {
namespace {

using Certificates = std::vector<Certificate>;

constexpr const char* kExamples =
    "Examples:\n"
    "  tenure certs show tls.crt --key tls.key --ca ca.crt --name tenure.tenure-system.svc\n"
    "  kubectl get secret -n tenure-system tenure-tls -o jsonpath='{.data.tls\\.crt}' |\n"
    "    base64 -d | tenure certs show -\n"
    "  openssl s_client -connect HOST:PORT -showcerts </dev/null | tenure certs show -\n"
    "\n"
    "Exit status: 0 clients take it, 1 they do not, 2 something cannot be read.";

// What was asked about, read.
struct Subject {
  Certificates certificates;  // at least one
  Certificates authorities;
  PrivateKey key;  // where one was named
  bool is_bundle = false;
};

tl::expected<std::string, std::string> ReadInput(const ShowOptions& options, std::istream& in) {
  if (options.file != "-") return ReadFile(options.file);
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

tl::expected<Certificates, std::string> ReadCertificateFile(const std::string& file) {
  const auto text = ReadFile(file);
  if (!text) return tl::unexpected(text.error());
  auto certificates = ReadCertificates(*text);
  if (!certificates) return tl::unexpected(file + ": " + certificates.error());
  return certificates;
}

tl::expected<PrivateKey, std::string> ReadKeyFile(const std::string& file) {
  const auto text = ReadFile(file);
  if (!text) return tl::unexpected(text.error());
  auto key = ReadPrivateKey(*text);
  if (!key) return tl::unexpected(file + ": " + key.error());
  return key;
}

tl::expected<Subject, std::string> ReadSubject(const ShowOptions& options, std::istream& in) {
  Subject subject;
  const auto text = ReadInput(options, in);
  if (!text) return tl::unexpected(text.error());
  auto certificates = ReadCertificates(*text);
  if (!certificates) return tl::unexpected(options.file + ": " + certificates.error());
  subject.certificates = std::move(*certificates);
  subject.is_bundle = std::ranges::all_of(
      subject.certificates, [](const Certificate& certificate) { return IsCa(*certificate); });
  if (!options.ca_file.empty()) {
    auto authorities = ReadCertificateFile(options.ca_file);
    if (!authorities) return tl::unexpected(authorities.error());
    subject.authorities = std::move(*authorities);
  }
  if (!options.key_file.empty()) {
    auto key = ReadKeyFile(options.key_file);
    if (!key) return tl::unexpected(key.error());
    subject.key = std::move(*key);
  }
  return subject;
}

std::vector<std::string> Judge(const Subject& subject, const ShowOptions& options, Time now) {
  std::vector<std::string> problems;
  const X509& first = *subject.certificates.front();
  if (subject.is_bundle) {
    for (const Certificate& authority : subject.certificates) {
      std::ranges::move(ProblemsOfCa(*authority, now), std::back_inserter(problems));
    }
  } else {
    problems = ProblemsOf({.leaf = first,
                           .role = MayServe(first) ? Role::kServer : Role::kClient,
                           .chain = std::span(subject.certificates).subspan(1),
                           .authorities = subject.authorities,
                           .names = options.names,
                           .now = now});
  }
  if (subject.key && X509_check_private_key(&first, subject.key.get()) != 1) {
    problems.emplace_back("the key is not that of the (first) certificate");
  }
  return problems;
}

}  // namespace

int RunShow(const ShowOptions& options, const ShowStreams& streams, Time now) {
  const auto subject = ReadSubject(options, streams.in);
  if (!subject) {
    streams.errors << "tenure certs show: " << subject.error() << '\n';
    return kExitUsage;
  }
  const ShownCertificates shown{.certificates = subject->certificates,
                                .problems = Judge(*subject, options, now)};
  if (options.json) {
    PrintCertificatesAsJson(shown, streams.out);
  } else {
    PrintCertificates(shown, now, streams.out);
  }
  return shown.problems.empty() ? kExitSuccess : kExitRefused;
}

std::shared_ptr<ShowOptions> AddShow(CLI::App& certs) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* parser = certs.add_subcommand("show", "Explain a certificate, a chain or a CA bundle");
  parser->add_option("FILE", options->file, "PEM; - for standard input")->required();
  parser->add_option("--key", options->key_file, "The private key that should belong to it")
      ->type_name("FILE");
  parser->add_option("--ca", options->ca_file, "The CA bundle that should have signed it")
      ->type_name("FILE");
  parser
      ->add_option("--name", options->names,
                   "A DNS name or address that it should be for; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  parser->add_flag("--json", options->json, "One object: certificates, ends, problems");
  parser->footer(kExamples);
  return options;
}

}  // namespace tenure
