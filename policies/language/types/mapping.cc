#include "policies/language/types/mapping.h"

#include <algorithm>

#include "policies/language/types/suggestion.h"
#include "policies/language/yaml/quoted.h"

namespace tenure {
namespace {

std::vector<std::string> KeysOf(const MappingInfo& mapping) {
  std::vector<std::string> keys;
  keys.reserve(mapping.fields.size());
  for (const FieldInfo& field : mapping.fields) keys.push_back(field.key);
  return keys;
}

// The key that a value alone may be meant for: the only one, or the only one that is required.
const FieldInfo* ObviousKey(const MappingInfo& mapping) {
  if (mapping.fields.size() == 1) return &mapping.fields.front();
  const auto first = std::ranges::find_if(mapping.fields, &FieldInfo::is_required);
  if (first == mapping.fields.end()) return nullptr;
  const bool is_only = std::ranges::count_if(mapping.fields, &FieldInfo::is_required) == 1;
  return is_only ? &*first : nullptr;
}

}  // namespace

bool ExpectMapping(Reading& reading, const YamlNode& node, const MappingInfo& mapping) {
  const FieldInfo* const meant = ObviousKey(mapping);
  if (!node.IsScalar() || meant == nullptr) {
    return Expect(reading, node, YamlNode::Kind::kMapping, "a mapping");
  }
  reading.Fail(node, "must be a mapping, not " + Quoted(node.text) + "; did you mean {" +
                         meant->key + ": " + Clipped(node.text) + "}?");
  return false;
}

void CheckKeys(Reading& reading, const YamlNode& node, const MappingInfo& mapping) {
  const std::vector<std::string> keys = KeysOf(mapping);
  for (const auto& child : node.children) {
    if (std::ranges::find(keys, child->key) != keys.end()) continue;
    reading.FailAtKey(*child, "unknown key " + Quoted(child->key) + DidYouMean(child->key, keys));
  }
  for (const FieldInfo& field : mapping.fields) {
    if (!field.is_required || node.Find(field.key) != nullptr) continue;
    reading.Fail(node, "the key " + field.key + " is missing");
  }
}

TypeInfo Describe(const MappingInfo& mapping) {
  return {.words = "a mapping",
          .schema = {{"$ref", "#/definitions/" + mapping.name}},
          .mappings = {&mapping}};
}

}  // namespace tenure
