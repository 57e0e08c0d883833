#include "policies/pod/json_reader.h"

#include <utility>

#include "policies/pod/json_pointer.h"

namespace tenure {
namespace {

std::string_view TypeName(simdjson::dom::element_type type) {
  using enum simdjson::dom::element_type;
  switch (type) {
    case ARRAY:
      return "an array";
    case OBJECT:
      return "an object";
    case INT64:
    case UINT64:
    case DOUBLE:
      return "a number";
    case STRING:
      return "a string";
    case BOOL:
      return "a boolean";
    case NULL_VALUE:
      return "null";
  }
  return "something else";
}

}  // namespace

std::string JsonError::Text() const { return pointer.empty() ? message : pointer + ": " + message; }

std::string JsonPath::Text() const {
  if (parent == nullptr) return std::string(key);
  return is_index ? Pointer(parent->Text(), index) : Pointer(parent->Text(), key);
}

std::string_view JsonReader::String(Value value, const JsonPath& at) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) Expected("a string", value, at);
  return text;
}

std::optional<std::int64_t> JsonReader::Integer(Value value, const JsonPath& at) {
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return number;
  Expected("an integer", value, at);
  return std::nullopt;
}

bool JsonReader::Boolean(Value value, const JsonPath& at) {
  bool truth = false;
  if (value.get(truth) != simdjson::SUCCESS) Expected("a boolean", value, at);
  return truth;
}

std::vector<std::string_view> JsonReader::Strings(Value value, const JsonPath& at) {
  return Array(value, at,
               [this](Value element, const JsonPath& path) { return String(element, path); });
}

StringMap JsonReader::Map(Value value, const JsonPath& at) {
  StringMap map;
  map.Reserve(MembersOf(value));
  Object(value, at, [&](std::string_view key, Value member, const JsonPath& path) {
    map.Set(key, String(member, path));
  });
  return map;
}

std::string_view JsonReader::StringMember(Value object, const JsonPath& at, std::string_view key) {
  std::string_view text;
  Object(object, at, [&](std::string_view name, Value member, const JsonPath& path) {
    if (name == key) text = String(member, path);
  });
  return text;
}

void JsonReader::Fail(const JsonPath& at, std::string message) {
  if (!error_) error_ = JsonError{at.Text(), std::move(message)};
}

void JsonReader::Expected(std::string_view wanted, Value found, const JsonPath& at) {
  std::string message = "must be ";
  message += wanted;
  message += ", not ";
  message += TypeName(found.type());
  Fail(at, std::move(message));
}

}  // namespace tenure
