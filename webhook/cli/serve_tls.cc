#include "webhook/cli/serve_tls.h"

#include <filesystem>

#include "certs/self_signed.h"

namespace tenure {
namespace {

void AddServerOptions(CLI::App& parser, TlsOptions& options) {
  CLI::Option* certificate =
      parser.add_option("--tls-cert", options.certificate, "The server's certificate chain (PEM)");
  CLI::Option* key = parser.add_option("--tls-key", options.key, "Its private key (PEM)");
  CLI::Option* self_signed =
      parser.add_option("--self-signed", options.self_signed,
                        "Make a certificate and keep it in this folder: ca.crt, tls.crt, tls.key");
  certificate->type_name("FILE");
  key->type_name("FILE");
  self_signed->type_name("DIR");
  certificate->needs(key)->excludes(self_signed);
  key->needs(certificate)->excludes(self_signed);
  parser
      .add_option("--tls-name", options.names,
                  "A name that the certificate must be for, or it is not loaded; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
}

void AddClientOptions(CLI::App& parser, TlsOptions& options) {
  CLI::Option* ca =
      parser.add_option("--client-ca", options.client_ca,
                        "Serve admission only to clients with a certificate of these CAs (PEM)");
  ca->type_name("FILE");
  parser
      .add_option("--client-name", options.client_names,
                  "The common name, or a DNS name, that a client must have; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->needs(ca);
}

}  // namespace

void AddTlsOptions(CLI::App& parser, TlsOptions& options) {
  AddServerOptions(parser, options);
  AddClientOptions(parser, options);
  parser.final_callback([&options] {
    if (options.certificate.empty() && options.self_signed.empty()) {
      throw CLI::RequiredError("--tls-cert and --tls-key, or --self-signed");
    }
  });
}

tl::expected<IdentityFiles, std::string> FindIdentityFiles(const TlsOptions& options, Time now) {
  IdentityFiles files{.certificate = options.certificate,
                      .key = options.key,
                      .client_ca = options.client_ca,
                      .names = options.names,
                      .client_names = options.client_names};
  if (options.self_signed.empty()) return files;
  const auto made = SelfSigned(options.self_signed, now);
  if (!made) return tl::unexpected(made.error());
  files.certificate = std::filesystem::path(options.self_signed) / "tls.crt";
  files.key = std::filesystem::path(options.self_signed) / "tls.key";
  return files;
}

}  // namespace tenure
