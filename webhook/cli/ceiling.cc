#include "webhook/cli/ceiling.h"

#include <string>

#include "policies/language/k8s_names.h"

namespace tenure {
namespace {

template <std::string (*Problem)(std::string_view)>
std::string Check(const std::string& text) {
  const std::string problem = Problem(text);
  return problem.empty() ? "" : '"' + text + "\" is " + problem;
}

}  // namespace

void AddCeilingOptions(CLI::App& parser, Ceiling& ceiling) {
  parser
      .add_option("--allow-capabilities", ceiling.capabilities,
                  "Linux capabilities that checkpoint strategies may add (default: none)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(Check<CapabilityProblem>)
      ->type_name("LIST");
  parser
      .add_option("--allow-host-files", ceiling.host_files,
                  "Files of the node that checkpoint strategies may mount (default: none)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(Check<MountPathProblem>)
      ->type_name("LIST");
}

void WarnOfStrategiesBeyond(const Policy& policy, const Ceiling& ceiling, std::ostream& errors) {
  for (const Strategy& strategy : policy.checkpoint.strategies) {
    const std::string_view beyond = ceiling.FirstBeyond(strategy);
    if (beyond.empty()) continue;
    errors << "warning: strategy " << strategy.name << " wants " << beyond << ", which "
           << (beyond.starts_with('/') ? "--allow-host-files" : "--allow-capabilities")
           << " does not name: pods that use it are refused\n";
  }
}

}  // namespace tenure
