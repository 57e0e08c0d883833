#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace tenure {

struct KeyValue {
  std::string_view key;
  std::string_view value;
  bool operator==(const KeyValue&) const = default;
};

// A JSON object whose values are strings (labels, annotations, a nodeSelector),
// in the order of the document. It has few entries: a linear search is the fast one.
class StringMap {
 public:
  StringMap() = default;
  StringMap(std::initializer_list<KeyValue> entries) : entries_(entries) {}

  [[nodiscard]] std::optional<std::string_view> Find(std::string_view key) const {
    const auto entry = std::ranges::find(entries_, key, &KeyValue::key);
    if (entry == entries_.end()) return std::nullopt;
    return entry->value;
  }

  void Reserve(std::size_t entries) { entries_.reserve(entries); }

  // A key that comes twice takes its last value, as in Go's decoder.
  void Set(std::string_view key, std::string_view value) {
    const auto entry = std::ranges::find(entries_, key, &KeyValue::key);
    if (entry == entries_.end()) {
      entries_.push_back({key, value});
    } else {
      entry->value = value;
    }
  }

  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  bool operator==(const StringMap&) const = default;

 private:
  std::vector<KeyValue> entries_;
};

}  // namespace tenure
