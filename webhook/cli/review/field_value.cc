#include <string>

#include "policies/workload/json_access.h"
#include "webhook/cli/review/field_name.h"

namespace tenure {
namespace {

using nlohmann::json;

std::string Told(const json& value);

std::string List(const json& elements) {
  std::string text;
  for (const json& element : elements) text += (text.empty() ? "" : ", ") + Told(element);
  return text;
}

std::string Members(const json& object) {
  std::string text;
  for (const auto& [key, member] : object.items()) {
    text += (text.empty() ? "" : ", ") + key + ": " + Told(member);
  }
  return '{' + text + '}';
}

// v1.NodeSelectorRequirement, metav1.LabelSelectorRequirement.
std::string Requirement(const json& requirement) {
  const json* values = FindMember(requirement, "values");
  std::string text = TextMember(requirement, "key") + ' ' + TextMember(requirement, "operator");
  if (values != nullptr) text += " [" + List(*values) + ']';
  return text;
}

// v1.Toleration, as kubectl describe prints it.
std::string Toleration(const json& toleration) {
  std::string text = TextMember(toleration, "key");
  const std::string value = TextMember(toleration, "value");
  const std::string effect = TextMember(toleration, "effect");
  if (!value.empty()) text += '=' + value;
  if (!effect.empty()) text += ':' + effect;
  if (const json* seconds = FindMember(toleration, "tolerationSeconds")) {
    text += " for " + seconds->dump() + 's';
  }
  return text;
}

std::string Object(const json& object) {
  if (object.contains("key") && object.contains("operator")) {
    const bool is_toleration = object.contains("effect") || object.contains("value");
    return is_toleration ? Toleration(object) : Requirement(object);
  }
  if (const json* weight = FindMember(object, "weight"); weight && object.contains("preference")) {
    return "weight " + weight->dump() + ": " + Told(object["preference"]);
  }
  // A term of requirements says nothing but these.
  if (object.size() == 1 && object.contains("matchExpressions")) {
    return Told(object["matchExpressions"]);
  }
  return Members(object);
}

std::string Told(const json& value) {
  if (value.is_object()) return Object(value);
  if (value.is_array()) return List(value);
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

std::string FieldValue(std::string_view json_text) {
  const json value = json::parse(json_text, nullptr, /*allow_exceptions=*/false);
  return value.is_discarded() ? std::string(json_text) : Told(value);
}

}  // namespace tenure
