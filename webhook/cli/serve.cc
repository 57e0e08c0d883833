#include "webhook/cli/serve.h"

#include "webhook/cli/exit_status.h"

namespace tenure {

Command AddServe(CLI::App& program) {
  CLI::App* parser = program.add_subcommand("serve", "Run the admission webhook server");
  return {parser, [] { return static_cast<int>(kExitUsage); }};
}

}  // namespace tenure
