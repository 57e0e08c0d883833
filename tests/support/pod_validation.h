#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tenure::test {

// What the API server would refuse of a pod (pkg/apis/core/validation/validation.go,
// ValidatePodCreate), as far as an admission webhook can break it: metadata,
// names, resources, tolerations, affinity, volumes. One sentence each, "path: what";
// values are left out, so that what was wrong before is the same sentence after.
[[nodiscard]] std::vector<std::string> PodProblems(const nlohmann::json& pod);

// Problems of `after` that `before` does not have.
[[nodiscard]] std::vector<std::string> NewProblems(const nlohmann::json& before,
                                                   const nlohmann::json& after);

}  // namespace tenure::test
