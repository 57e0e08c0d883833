#pragma once

#include <string>
#include <utility>
#include <vector>

#include "policies/language/types/type.h"

namespace tenure {

enum class MayBeEmpty : std::uint8_t { kNo, kYes };

// False, and the error told, where an empty list or mapping would mean something
// else than it says.
[[nodiscard]] bool CheckNotEmpty(Reading& reading, const YamlNode& node, MayBeEmpty may_be_empty);

[[nodiscard]] TypeInfo DescribeList(const TypeInfo& element, MayBeEmpty may_be_empty);

// Elements that are wrong are told and left out.
template <typename Value>
[[nodiscard]] Type<std::vector<Value>> ListOf(Type<Value> element,
                                              MayBeEmpty may_be_empty = MayBeEmpty::kNo) {
  TypeInfo info = DescribeList(element.info, may_be_empty);
  auto read = [element = std::move(element), may_be_empty](
                  Reading& reading, const YamlNode& node) -> std::optional<std::vector<Value>> {
    if (!ExpectList(reading, node)) return std::nullopt;
    if (!CheckNotEmpty(reading, node, may_be_empty)) return std::nullopt;
    std::vector<Value> values;
    for (const auto& child : node.children) {
      if (auto value = Read(reading, *child, element)) values.push_back(*std::move(value));
    }
    return values;
  };
  return {std::move(info), std::move(read)};
}

// What may be the key of an open mapping, such as an annotation's.
struct KeyRule {
  std::string words;    // "a label key"
  std::string pattern;  // for the schema; empty: none
  // What is wrong with it, after `"KEY" is `; empty if nothing.
  std::function<std::string(std::string_view)> problem;
};

[[nodiscard]] TypeInfo DescribeMap(const KeyRule& key, const TypeInfo& value);

// False, and the error told, if the key of the node breaks the rule.
[[nodiscard]] bool CheckKey(Reading& reading, const YamlNode& node, const KeyRule& rule);

// A mapping with keys of the user's own, in the order of the file. `make` puts
// an entry together: Entry(std::string key, Value value).
template <typename Entry, typename Value, typename Make>
[[nodiscard]] Type<std::vector<Entry>> MapOf(KeyRule key, Type<Value> value, Make make) {
  TypeInfo info = DescribeMap(key, value.info);
  auto read = [key = std::move(key), value = std::move(value), make](
                  Reading& reading, const YamlNode& node) -> std::optional<std::vector<Entry>> {
    if (!Expect(reading, node, YamlNode::Kind::kMapping, "a mapping")) return std::nullopt;
    std::vector<Entry> entries;
    for (const auto& child : node.children) {
      const bool is_good_key = CheckKey(reading, *child, key);
      auto read_value = Read(reading, *child, value);
      if (is_good_key && read_value) entries.push_back(make(child->key, *std::move(read_value)));
    }
    return entries;
  };
  return {std::move(info), std::move(read)};
}

}  // namespace tenure
