#pragma once

#include <chrono>
#include <functional>
#include <istream>
#include <ostream>
#include <string>

#include "webhook/cli/policy/kubectl.h"

namespace tenure {

struct PolicyApplyOptions {
  std::string file;
  std::string kubectl = "kubectl";
  std::string name_space = "tenure-system";
  std::string config_map = "tenure-policy";
  std::string key = "policy.yaml";                         // in the ConfigMap's data
  std::string selector = "app.kubernetes.io/name=tenure";  // of the replicas' pods
  int probe_port = 8081;
  std::string timeout = "2m";
  bool yes = false;      // do not ask
  bool dry_run = false;  // only tell
};

// What `tenure policy apply` needs of the world.
struct PolicyApplyWorld {
  Kubectl kubectl;
  std::istream& in;  // where "yes" comes from
  bool is_terminal = false;
  std::ostream& out;
  std::ostream& errors;
  std::function<std::chrono::steady_clock::time_point()> now;
  std::function<void(std::chrono::milliseconds)> sleep;
};

// Puts a policy in force: checks it, shows what the webhook says of it, asks,
// writes it into the ConfigMap, has the kubelet look at once, and waits until
// every replica has it. Returns an ExitStatus: refused when the cluster does
// not take it or a replica does not have it in time.
[[nodiscard]] int RunPolicyApply(const PolicyApplyOptions& options, const PolicyApplyWorld& world);

}  // namespace tenure
