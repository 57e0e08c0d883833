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
  if (text.empty() || text == "<<") return true;  // a merge, as a key
  const auto resolved = ResolvePlainScalar(text);
  return !resolved || !resolved->is_string() || LooksLikeNumber(text);
}

// What reads best as a block, and surely reads back from one: whole lines.
bool IsText(std::string_view text) {
  return text.ends_with('\n') && !text.ends_with("\n\n") && text.front() != ' ' &&
         text.front() != '\n' && text.find_first_of("\t\r") == std::string_view::npos;
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
  } else if (value.is_null()) {
    emitter << YAML::Null;
  } else {
    emitter << value.dump();  // true, 1.5: the same in YAML
  }
}

}  // namespace

std::string ToYaml(const json& value) {
  YAML::Emitter emitter;
  Emit(emitter, value);
  std::string yaml = emitter.c_str();
  if (!yaml.ends_with('\n')) yaml += '\n';
  return yaml;
}

}  // namespace tenure
