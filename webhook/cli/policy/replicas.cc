#include "webhook/cli/policy/replicas.h"

#include <sstream>

namespace tenure {
namespace {

// hash="..." of a line of metrics.
std::string HashIn(std::string_view line) {
  constexpr std::string_view kHash = "hash=\"";
  const std::size_t at = line.find(kHash);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + kHash.size());
  return std::string(line.substr(0, line.find('"')));
}

}  // namespace

std::vector<std::string> ReplicaNames(const PolicyApplyOptions& options, const Kubectl& kubectl) {
  const KubectlRun run =
      kubectl({"get", "pods", "--namespace", options.name_space, "--selector", options.selector,
               "--field-selector", "status.phase=Running", "--output",
               "jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}"});
  std::vector<std::string> names;
  if (run.status != 0) return names;
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) names.push_back(line);
  }
  return names;
}

std::optional<PolicyInfo> AskReplica(const PolicyApplyOptions& options, const Kubectl& kubectl,
                                     const std::string& pod) {
  const KubectlRun run = kubectl({"get", "--raw",
                                  "/api/v1/namespaces/" + options.name_space + "/pods/" + pod +
                                      ':' + std::to_string(options.probe_port) + "/proxy/metrics"});
  if (run.status != 0) return std::nullopt;
  return ReadPolicyInfo(run.out);
}

PolicyInfo ReadPolicyInfo(std::string_view metrics) {
  PolicyInfo info;
  std::istringstream lines{std::string(metrics)};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("tenure_policy_info{")) continue;
    const bool is_rejected = line.find("state=\"rejected\"") != std::string::npos;
    (is_rejected ? info.rejected : info.in_force) = HashIn(line);
  }
  return info;
}

}  // namespace tenure
