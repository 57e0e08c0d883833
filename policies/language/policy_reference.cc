#include "policies/language/description.h"
#include "policies/language/tables/policy_table.h"
#include "policies/language/types/all_mappings.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr const char* kIntroduction =
    R"(# The policy file

<!-- Generated from the tables in policies/language/tables; a test compares. -->

What Tenure does is one YAML file, `policy.yaml`, in a ConfigMap. `tenure policy default` prints
the one that is built in, `tenure policy check FILE` says what is wrong with a file, all at once and
with its place, and `tenure policy schema` prints a JSON Schema for editors, for example as the
first line of the file: `# yaml-language-server: $schema=policy.schema.json`.

The file is read strictly: YAML 1.2, one document, no anchors, aliases, tags or merge keys, no key
twice, no key that is not in these tables. A string that some YAML reader would take for something
else (`yes`, `012`, `1`) needs its quotes; quantities (`4`, `64Gi`) and the level `off` do not.
Durations are whole numbers with units, the largest first: `90m`, `36h`, `12d`, `2w`, `1d12h`.
Patterns know `*` (any characters) and `?` (any one). What ends up in a pod is checked by the API
server's own rules when the file is read. Keys in bold are required.
)";

// As GitHub makes anchors of headings.
std::string Anchor(const std::string& name) { return "#" + Lowered(name); }

std::string TypeCell(const TypeInfo& type) {
  std::string cell = type.words;
  for (std::size_t i = 0; i < type.mappings.size(); ++i) {
    const std::string& name = type.mappings[i]->name;
    cell += (i == 0 ? ": [" : ", [") + name + "](" + Anchor(name) + ")";
  }
  return cell;
}

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
  return escaped;
}

std::string Row(const FieldInfo& field) {
  const std::string key = '`' + field.key + '`';
  return "| " + (field.is_required ? "**" + key + "**" : key) + " | " +
         Escaped(TypeCell(field.type)) + " | " + Escaped(field.meaning) + " | " +
         Escaped(field.fallback) + " |\n";
}

std::string Section(const MappingInfo& mapping) {
  std::string section = "\n## " + mapping.name + "\n\n" + mapping.meaning + "\n\n";
  section += "| key | value | meaning | without it |\n|---|---|---|---|\n";
  for (const FieldInfo& field : mapping.fields) section += Row(field);
  return section + "\n```yaml\n" + mapping.example + "\n```\n";
}

}  // namespace

std::string PolicyReference() {
  std::string reference = kIntroduction;
  for (const MappingInfo* mapping : AllMappings(PolicyTable().info())) {
    reference += Section(*mapping);
  }
  return reference;
}

}  // namespace tenure
