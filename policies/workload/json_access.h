#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace tenure {

// Members of JSON that may have any shape. null is absent, as in Kubernetes.

// nullptr: `object` is no object, or has no such member.
[[nodiscard]] inline const nlohmann::json* FindMember(const nlohmann::json& object,
                                                      std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto member = object.find(key);
  return member == object.end() || member->is_null() ? nullptr : &*member;
}

// nullptr: there is nothing at this place.
[[nodiscard]] inline const nlohmann::json* FindAt(const nlohmann::json& object,
                                                  const std::string& pointer) {
  const nlohmann::json::json_pointer at(pointer);
  if (!object.contains(at) || object.at(at).is_null()) return nullptr;
  return &object.at(at);
}

// Empty: not there, or no string.
[[nodiscard]] inline std::string TextMember(const nlohmann::json& object, std::string_view key) {
  const nlohmann::json* member = FindMember(object, key);
  return member != nullptr && member->is_string() ? member->get<std::string>() : std::string();
}

// `otherwise`: not there, or no whole number.
[[nodiscard]] inline std::int64_t IntegerAt(const nlohmann::json& object,
                                            const std::string& pointer, std::int64_t otherwise) {
  const nlohmann::json* number = FindAt(object, pointer);
  return number != nullptr && number->is_number_integer() ? number->get<std::int64_t>() : otherwise;
}

// Where an object is written to: made when it is absent. The caller has
// checked that it is nothing else.
[[nodiscard]] inline nlohmann::json& ObjectMember(nlohmann::json& object, const std::string& key) {
  nlohmann::json& member = object[key];
  if (member.is_null()) member = nlohmann::json::object();
  return member;
}

}  // namespace tenure
