#include "webhook/cli/certs.h"

#include <chrono>
#include <iostream>

#include "webhook/cli/certs/issue.h"
#include "webhook/cli/certs/rotate.h"
#include "webhook/cli/certs/show.h"

namespace tenure {

Command AddCerts(CLI::App& program) {
  CLI::App* parser = program.add_subcommand("certs", "Make, explain and rotate certificates");
  parser->require_subcommand(1);
  const auto issue = AddIssue(*parser);
  const auto rotate = AddRotate(*parser);
  const auto show = AddShow(*parser);
  return {parser, [=] {
            const Time now = std::chrono::system_clock::now();
            if (parser->got_subcommand("issue")) {
              return RunIssue(*issue, std::cout, std::cerr, now);
            }
            if (parser->got_subcommand("rotate")) {
              return RunRotate(*rotate, std::cout, std::cerr);
            }
            return RunShow(*show, {.in = std::cin, .out = std::cout, .errors = std::cerr}, now);
          }};
}

}  // namespace tenure
