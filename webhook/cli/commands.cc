#include "webhook/cli/commands.h"

#include <array>
#include <string>

#include "policies/engine/version.h"
#include "webhook/cli/certs.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/learn.h"
#include "webhook/cli/policy.h"
#include "webhook/cli/review.h"
#include "webhook/cli/serve.h"

namespace tenure {
namespace {

// A new subcommand is a file and a row here.
constexpr std::array kCommands{
    &AddServe, &AddReview, &AddPolicy, &AddLearn, &AddCerts,
};

constexpr const char* kSummary =
    "Tenure protects ultra-long-running Kubernetes pods: an admission webhook that gives\n"
    "each what it needs to survive, and refuses what would kill it.";

constexpr const char* kExamples =
    "Examples:\n"
    "  tenure serve --self-signed /tmp/tenure           try it, with a certificate of its own\n"
    "  tenure serve --policy policy.yaml --tls-cert tls.crt --tls-key tls.key\n";

// Help and version are answers (status 0); anything else is wrong usage.
int ExplainUsage(const CLI::App& program, const CLI::ParseError& error) {
  return program.exit(error) == 0 ? kExitSuccess : kExitUsage;
}

}  // namespace

int RunCommandLine(int argc, const char* const* argv) {
  CLI::App program(kSummary, "tenure");
  program.set_version_flag("--version", "tenure " + std::string(kVersion));
  program.footer(kExamples);
  program.require_subcommand(1);

  std::array<Command, kCommands.size()> commands;
  std::ranges::transform(kCommands, commands.begin(), [&](const auto add) { return add(program); });
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return ExplainUsage(program, error);
  }
  for (const Command& command : commands) {
    if (command.parser->parsed()) return command.run();
  }
  return kExitUsage;
}

}  // namespace tenure
