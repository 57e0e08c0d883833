#include "policies/language/types/collections.h"

#include "policies/language/yaml/quoted.h"

namespace tenure {

bool CheckNotEmpty(Reading& reading, const YamlNode& node, MayBeEmpty may_be_empty) {
  if (may_be_empty == MayBeEmpty::kYes || !node.children.empty()) return true;
  reading.Fail(node, "must not be empty; write an element, or remove the key");
  return false;
}

TypeInfo DescribeList(const TypeInfo& element, MayBeEmpty may_be_empty) {
  Json schema = {{"type", "array"}, {"items", element.schema}};
  if (may_be_empty == MayBeEmpty::kNo) schema["minItems"] = 1;
  const bool is_plain = element.mappings.empty();
  return {is_plain ? "a list: " + element.words : "a list", std::move(schema), element.mappings};
}

TypeInfo DescribeMap(const KeyRule& key, const TypeInfo& value) {
  Json schema = {{"type", "object"}, {"additionalProperties", value.schema}};
  if (!key.pattern.empty()) schema["propertyNames"] = {{"pattern", key.pattern}};
  return {"a mapping: " + key.words + " to " + value.words, std::move(schema), value.mappings};
}

bool CheckKey(Reading& reading, const YamlNode& node, const KeyRule& rule) {
  const std::string problem = rule.problem(node.key);
  if (problem.empty()) return true;
  reading.FailAtKey(node, Quoted(node.key) + " is " + problem);
  return false;
}

}  // namespace tenure
