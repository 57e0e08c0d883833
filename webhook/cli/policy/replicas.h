#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "webhook/cli/policy/apply.h"

namespace tenure {

// The pods that serve, by name; none: they cannot be listed, or there are none.
[[nodiscard]] std::vector<std::string> ReplicaNames(const PolicyApplyOptions& options,
                                                    const Kubectl& kubectl);

// What a replica says of policies in its metrics (tenure_policy_info).
struct PolicyInfo {
  std::string in_force;
  std::string rejected;
};

// Asked through the API server; none: it does not answer.
[[nodiscard]] std::optional<PolicyInfo> AskReplica(const PolicyApplyOptions& options,
                                                   const Kubectl& kubectl, const std::string& pod);

[[nodiscard]] PolicyInfo ReadPolicyInfo(std::string_view metrics);

}  // namespace tenure
