#include "policies/engine/decision_record.h"

#include "policies/pod/json_document.h"
#include "policies/pod/json_reader.h"
#include "policies/pod/json_text.h"

namespace tenure {

DecisionRecord DecisionRecord::Parse(std::string_view json) {
  DecisionRecord record;
  JsonDocument document;
  const auto root = document.Parse(json);
  if (!root) return record;
  JsonReader reader;
  reader.Object(*root, {},
                [&](std::string_view key, JsonReader::Value value, const JsonPath& path) {
                  if (key == "policy") {
                    record.policy = reader.String(value, path);
                  } else if (key == "class") {
                    record.class_name = reader.String(value, path);
                  } else if (key == "why") {
                    record.why = reader.String(value, path);
                  } else if (key == "main") {
                    record.main = reader.String(value, path);
                  } else if (key == "version") {
                    record.version = reader.String(value, path);
                  }
                });
  return reader.error() ? DecisionRecord() : record;
}

std::string DecisionRecord::Text() const {
  constexpr std::size_t kUsual = 256;
  std::string out;
  out.reserve(kUsual);
  out += R"({"policy":)";
  AppendJsonString(out, policy);
  out += R"(,"class":)";
  AppendJsonString(out, class_name);
  out += R"(,"why":)";
  AppendJsonString(out, why);
  out += R"(,"main":)";
  AppendJsonString(out, main);
  out += R"(,"version":)";
  AppendJsonString(out, version);
  return out + '}';
}

}  // namespace tenure
