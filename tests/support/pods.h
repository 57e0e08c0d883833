#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace tenure::test {

// A pod as the API server hands it to a webhook, with one container, "main".
[[nodiscard]] nlohmann::json Pod();
// The same with requests (and limits) of its container, and annotations "tenure.dev/KEY".
[[nodiscard]] nlohmann::json Pod(const nlohmann::json& annotations,
                                 const nlohmann::json& requests = {},
                                 const nlohmann::json& limits = {});

}  // namespace tenure::test
