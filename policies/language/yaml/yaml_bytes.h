#pragma once

#include <optional>
#include <string_view>

#include "policies/language/yaml/yaml_tree.h"

namespace tenure {

// What is wrong with the bytes of a file before YAML comes into it: its size,
// characters that are not UTF-8, control characters (YAML 1.2, section 5.1).
[[nodiscard]] std::optional<YamlError> CheckYamlBytes(std::string_view text);

}  // namespace tenure
