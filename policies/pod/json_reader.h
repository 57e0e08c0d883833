#pragma once

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/pod/string_map.h"

namespace tenure {

// What is wrong with a JSON document, and where.
struct JsonError {
  std::string pointer;  // of the value, RFC 6901; empty: the document itself
  std::string message;  // "must be a string, not a number"
  [[nodiscard]] std::string Text() const;
};

// Where a value is, for messages: a list on the stack, joined only when something is wrong.
struct JsonPath {
  const JsonPath* parent = nullptr;
  std::string_view key;
  std::size_t index = 0;
  bool is_index = false;

  [[nodiscard]] JsonPath Key(std::string_view name) const { return {this, name, 0, false}; }
  [[nodiscard]] JsonPath Index(std::size_t i) const { return {this, {}, i, true}; }
  [[nodiscard]] std::string Text() const;
};

// Reads typed values out of JSON. A value of the wrong type is remembered as
// the error (the first one counts) and read as if it were absent, so that
// decoders need to look for an error only once, at their end. null is absent.
class JsonReader {
 public:
  using Value = simdjson::dom::element;

  [[nodiscard]] std::string_view String(Value value, const JsonPath& at);
  [[nodiscard]] std::optional<std::int64_t> Integer(Value value, const JsonPath& at);
  [[nodiscard]] bool Boolean(Value value, const JsonPath& at);
  [[nodiscard]] std::vector<std::string_view> Strings(Value value, const JsonPath& at);
  [[nodiscard]] StringMap Map(Value value, const JsonPath& at);
  // Of an object of which only one member matters; empty where there is none.
  [[nodiscard]] std::string_view StringMember(Value object, const JsonPath& at,
                                              std::string_view key);

  // How many members; none where it is no object.
  [[nodiscard]] static std::size_t MembersOf(Value value) {
    simdjson::dom::object object;
    return value.get(object) == simdjson::SUCCESS ? object.size() : 0;
  }

  // Calls visit(key, value, path) for each member that is not null.
  template <typename Visit>
  void Object(Value value, const JsonPath& at, Visit visit) {
    simdjson::dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return Expected("an object", value, at);
    for (const auto [key, member] : object) {
      if (!member.is_null()) visit(key, member, at.Key(key));
    }
  }

  // Calls read(element, path) for each element; gives what it returned.
  template <typename Read>
  [[nodiscard]] auto Array(Value value, const JsonPath& at, Read read) {
    std::vector<decltype(read(value, at))> elements;
    simdjson::dom::array array;
    if (value.get(array) != simdjson::SUCCESS) {
      Expected("an array", value, at);
      return elements;
    }
    elements.reserve(array.size());
    for (const Value element : array) {
      elements.push_back(read(element, at.Index(elements.size())));
    }
    return elements;
  }

  void Fail(const JsonPath& at, std::string message);
  [[nodiscard]] const std::optional<JsonError>& error() const { return error_; }

 private:
  void Expected(std::string_view wanted, Value found, const JsonPath& at);

  std::optional<JsonError> error_;
};

}  // namespace tenure
