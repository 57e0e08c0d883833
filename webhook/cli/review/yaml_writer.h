#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace tenure {

// JSON as one YAML document in kubectl's order (by key), without "---", with a
// newline at its end. A string that a YAML 1.1 or 1.2 reader would take for
// something else is quoted.
[[nodiscard]] std::string ToYaml(const nlohmann::json& value);

}  // namespace tenure
