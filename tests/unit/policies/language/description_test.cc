#include "policies/language/description.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "policies/language/rule_ids.h"
#include "policies/language/tables/policy_table.h"
#include "policies/language/types/all_mappings.h"
#include "policies/language/yaml/yaml_tree.h"
#include "tests/unit/policies/language/policy_files.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::HasSubstr;

// Where the file is out of date, the new one is left to be copied.
TEST(PolicyReference, IsTheFileInDocs) {
  const auto docs = std::filesystem::path(TENURE_SOURCE_DIR) / "docs" / "policy.md";
  if (FileText(docs) == PolicyReference()) return;
  const std::string generated = testing::TempDir() + "policy.md";
  std::ofstream(generated) << PolicyReference();
  ADD_FAILURE() << "docs/policy.md is out of date: cp " << generated << ' ' << docs.string();
}

TEST(PolicyReference, HasEveryKey) {
  const std::string reference = PolicyReference();
  for (const MappingInfo* mapping : AllMappings(PolicyTable().info())) {
    EXPECT_THAT(reference, HasSubstr("\n## " + mapping->name + "\n"));
    for (const FieldInfo& field : mapping->fields) {
      EXPECT_THAT(reference, HasSubstr('`' + field.key + '`'));
    }
  }
}

TEST(Tables, SayWhatEachKeyMeansInASentence) {
  for (const MappingInfo* mapping : AllMappings(PolicyTable().info())) {
    EXPECT_THAT(mapping->meaning, testing::EndsWith("."));
    for (const FieldInfo& field : mapping->fields) {
      EXPECT_THAT(field.meaning, testing::EndsWith(".")) << mapping->name << ' ' << field.key;
      EXPECT_FALSE(field.type.words.empty()) << mapping->name << ' ' << field.key;
    }
  }
}

TEST(Tables, HaveNamesOfTheirOwn) {
  std::set<std::string> names;
  for (const MappingInfo* mapping : AllMappings(PolicyTable().info())) {
    EXPECT_TRUE(names.insert(mapping->name).second) << mapping->name;
  }
}

// The mapping that an example is about: itself, an element, or below one key.
const YamlNode* AboutWhat(const YamlNode* node, const MappingInfo& mapping) {
  if (node->kind == YamlNode::Kind::kList) return AboutWhat(node->children.at(0).get(), mapping);
  for (const FieldInfo& field : mapping.fields) {
    if (node->Find(field.key) != nullptr) return node;
  }
  return AboutWhat(node->children.at(0).get(), mapping);
}

TEST(Tables, HaveExamplesWithTheirKeys) {
  for (const MappingInfo* mapping : AllMappings(PolicyTable().info())) {
    const YamlTree tree = ReadYaml(mapping->example);
    ASSERT_TRUE(tree.errors.empty()) << mapping->example << ": " << tree.errors[0].message;
    Reading reading;
    CheckKeys(reading, *AboutWhat(tree.root.get(), *mapping), *mapping);
    EXPECT_TRUE(reading.errors.empty())
        << mapping->name << ": " << mapping->example << ": " << reading.errors[0].message;
  }
}

// Every {"$ref": …} in it.
void CollectReferences(const json& value, std::set<std::string>& references) {
  if (value.is_object() && value.contains("$ref")) references.insert(value["$ref"]);
  if (!value.is_structured()) return;
  for (const auto& child : value) CollectReferences(child, references);
}

TEST(PolicySchema, RefersToWhatIsThere) {
  const json schema = json::parse(PolicySchema());
  std::set<std::string> references;
  CollectReferences(schema, references);
  EXPECT_GE(references.size(), 20U);
  for (const std::string& reference : references) {
    ASSERT_THAT(reference, testing::StartsWith("#/definitions/"));
    EXPECT_TRUE(schema.contains(json::json_pointer(reference.substr(1)))) << reference;
  }
}

TEST(PolicySchema, IsDraft7AndClosed) {
  const json schema = json::parse(PolicySchema());
  EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["required"], json({"apiVersion", "kind", "classes"}));
  for (const auto& definition : schema["definitions"]) {
    EXPECT_EQ(definition["additionalProperties"], false) << definition.dump();
  }
}

TEST(PolicySchema, DescribesEveryKey) {
  const json schema = json::parse(PolicySchema());
  for (const auto& definition : schema["definitions"]) {
    for (const auto& property : definition["properties"]) {
      EXPECT_NE(property.value("description", ""), "") << property.dump();
    }
  }
}

TEST(PolicySchema, KnowsTheRules) {
  const json rules = json::parse(PolicySchema())["properties"]["rules"]["properties"];
  for (const RuleId& rule : RuleIds()) {
    EXPECT_EQ(rules[std::string(rule.id)]["enum"], json({"enforce", "warn", "audit", "off"}))
        << rule.id;
  }
}

}  // namespace
}  // namespace tenure
