#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "policies/language/policy.h"

namespace tenure::test {

// What a pod has lost, or got, that no protection of the policy may take or
// give: "POINTER: what happened". Lists are only appended to, numbers only
// grow, and a priority above the class's stays.
[[nodiscard]] std::vector<std::string> LostIntent(const nlohmann::json& before,
                                                  const nlohmann::json& after,
                                                  const Policy& policy);

}  // namespace tenure::test
