#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "policies/language/types/type.h"

namespace tenure {

[[nodiscard]] TypeInfo DescribeWords(const std::string& what,
                                     const std::vector<std::string>& words);

// The word that a scalar is, as its index; told if it is none of them. `off`
// needs no quotes here: only a word can be meant.
[[nodiscard]] std::optional<std::size_t> ReadWord(Reading& reading, const YamlNode& node,
                                                  std::string_view what,
                                                  const std::vector<std::string>& words);

// One of a few words: `what` is "a mode".
template <typename Value>
[[nodiscard]] Type<Value> Words(const std::string& what,
                                const std::vector<std::pair<std::string, Value>>& meanings) {
  std::vector<std::string> words;
  std::vector<Value> values;
  for (const auto& [word, value] : meanings) {
    words.push_back(word);
    values.push_back(value);
  }
  TypeInfo info = DescribeWords(what, words);
  auto read = [what, words, values](Reading& reading,
                                    const YamlNode& node) -> std::optional<Value> {
    const auto index = ReadWord(reading, node, what, words);
    if (!index) return std::nullopt;
    return values[*index];
  };
  return {std::move(info), std::move(read)};
}

}  // namespace tenure
