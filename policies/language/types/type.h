#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/types/reading.h"

namespace tenure {

using Json = nlohmann::ordered_json;  // keeps the order of keys: people read it

struct MappingInfo;

// What a kind of value is, for people and for editors.
struct TypeInfo {
  std::string words;                         // "a duration"
  Json schema;                               // JSON Schema, draft-07
  std::vector<const MappingInfo*> mappings;  // that it is made of
};

// A kind of value: how it is described, and how it is read.
template <typename Value>
struct Type {
  TypeInfo info;
  // Nothing if the node is no such value; then the errors have been told.
  std::function<std::optional<Value>(Reading&, const YamlNode&)> read;
};

// False if there is nothing to read: the node has no value, which is an error,
// or one that was reported before.
[[nodiscard]] bool HasValue(Reading& reading, const YamlNode& node);

// False, and the error told, if the node is of another kind: "must be a list, not a mapping".
[[nodiscard]] bool Expect(Reading& reading, const YamlNode& node, YamlNode::Kind kind,
                          std::string_view words);
[[nodiscard]] bool ExpectList(Reading& reading, const YamlNode& node);
[[nodiscard]] bool ExpectScalar(Reading& reading, const YamlNode& node, std::string_view words);

// A string: what is in quotes, or what no YAML reader takes for anything else.
[[nodiscard]] std::optional<std::string> ReadString(Reading& reading, const YamlNode& node,
                                                    std::string_view words);

template <typename Value>
[[nodiscard]] std::optional<Value> Read(Reading& reading, const YamlNode& node,
                                        const Type<Value>& type) {
  if (!HasValue(reading, node)) return std::nullopt;
  return type.read(reading, node);
}

}  // namespace tenure
