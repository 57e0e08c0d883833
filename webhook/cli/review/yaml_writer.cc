#include "webhook/cli/review/yaml_writer.h"

#include <yaml-cpp/emitter.h>

#include "webhook/cli/review/yaml_scalar.h"

namespace tenure {
namespace {

using nlohmann::json;

// What some YAML reader or other takes for a number, a time or a date: 1:30,
// 0o17, 2001-01-01, and the "=" of YAML 1.1.
bool LooksLikeNumber(const std::string& text) {
  return text.find_first_not_of("0123456789abcdefxoABCDEFTZ:.+-_=") == std::string::npos &&
         std::string_view("0123456789+-.=").find(text.front()) != std::string_view::npos;
}

bool NeedsQuotes(const std::string& text) {
  if (text.empty()) return true;
  const auto resolved = ResolvePlainScalar(text);
  return !resolved || !resolved->is_string() || LooksLikeNumber(text);
}

bool IsText(const std::string& text) {
  return text.find('\n') != std::string::npos && text.back() == '\n' && text.front() != ' ' &&
         text.front() != '\n' && text.find('\t') == std::string::npos &&
         text.find('\r') == std::string::npos;
}

void EmitString(YAML::Emitter& emitter, const std::string& text) {
  if (NeedsQuotes(text)) {
    emitter << YAML::DoubleQuoted;
  } else if (IsText(text)) {
    emitter << YAML::Literal;
  }
  emitter << text;
}

void Emit(YAML::Emitter& emitter, const json& value) {
  if (value.is_object()) {
    if (value.empty()) emitter << YAML::Flow;
    emitter << YAML::BeginMap;
    for (const auto& [key, member] : value.items()) {
      emitter << YAML::Key;
      EmitString(emitter, key);
      emitter << YAML::Value;
      Emit(emitter, member);
    }
    emitter << YAML::EndMap;
  } else if (value.is_array()) {
    if (value.empty()) emitter << YAML::Flow;
    emitter << YAML::BeginSeq;
    for (const json& element : value) Emit(emitter, element);
    emitter << YAML::EndSeq;
  } else if (value.is_string()) {
    EmitString(emitter, value.get_ref<const std::string&>());
  } else {
    emitter << value.dump();  // null, true, 1.5: the same in YAML
  }
}

}  // namespace

std::string ToYaml(const json& value) {
  YAML::Emitter emitter;
  Emit(emitter, value);
  return emitter.c_str();
}

}  // namespace tenure
