#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/yaml/yaml_tree.h"

namespace tenure {

// A YAML document as it was written, good or bad.
struct RawYaml {
  enum class Kind : std::uint8_t { kNull, kAlias, kScalar, kList, kMapping };

  Kind kind = Kind::kNull;
  Position at;  // of a missing value: of whatever comes next
  std::string tag;
  bool has_anchor = false;
  std::string text;               // of a scalar
  std::vector<RawYaml> children;  // of a mapping: key, value, key, value, …
};

struct RawDocument {
  std::optional<RawYaml> root;
  std::optional<YamlError> error;  // why reading stopped
};

// Parses with yaml-cpp, by its events and not its nodes: only they tell a plain
// scalar from a quoted one, keep every position, and show duplicate keys and
// aliases before anything has been made of them.
[[nodiscard]] RawDocument ParseYamlEvents(std::string_view text);

}  // namespace tenure
