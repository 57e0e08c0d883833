#include "policies/language/description.h"
#include "policies/language/tables/policy_table.h"
#include "policies/language/types/all_mappings.h"

namespace tenure {
namespace {

std::string Meaning(const FieldInfo& field) {
  return field.fallback.empty() ? field.meaning
                                : field.meaning + " Default: " + field.fallback + '.';
}

// draft-07 ignores what stands beside a $ref, hence allOf.
Json PropertySchema(const FieldInfo& field) {
  Json property = {{"description", Meaning(field)}};
  if (field.type.schema.contains("$ref")) {
    property["allOf"] = Json::array({field.type.schema});
  } else {
    property.update(field.type.schema);
  }
  return property;
}

Json MappingSchema(const MappingInfo& mapping) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const FieldInfo& field : mapping.fields) {
    properties[field.key] = PropertySchema(field);
    if (field.is_required) required.push_back(field.key);
  }
  Json schema = {{"type", "object"},
                 {"description", mapping.meaning},
                 {"additionalProperties", false},
                 {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

}  // namespace

std::string PolicySchema() {
  const MappingInfo& root = PolicyTable().info();
  Json definitions = Json::object();
  for (const MappingInfo* mapping : AllMappings(root)) {
    if (mapping != &root) definitions[mapping->name] = MappingSchema(*mapping);
  }
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "Tenure policy (tenure.dev/v1)"}};
  schema.update(MappingSchema(root));
  schema["definitions"] = std::move(definitions);
  return schema.dump(2) + '\n';
}

}  // namespace tenure
