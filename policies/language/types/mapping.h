#pragma once

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "policies/language/types/type.h"

namespace tenure {

// A key of a mapping: one row of its table.
struct FieldInfo {
  std::string key;
  std::string meaning;  // one sentence, Markdown
  TypeInfo type;
  bool is_required = false;
  std::string fallback;  // what holds without the key; empty: nothing is done
};

// A mapping of the language: a definition of the schema, a section of the reference.
struct MappingInfo {
  std::string name;     // "Class"
  std::string meaning;  // a sentence or two, Markdown
  std::string example;  // YAML
  std::vector<FieldInfo> fields;
};

// False, and the error told, if the node is no mapping.
[[nodiscard]] bool ExpectMapping(Reading& reading, const YamlNode& node,
                                 const MappingInfo& mapping);

// Unknown keys, and required ones that are missing, are told.
void CheckKeys(Reading& reading, const YamlNode& node, const MappingInfo& mapping);

// {"$ref": "#/definitions/Class"}
[[nodiscard]] TypeInfo Describe(const MappingInfo& mapping);

template <typename Owner>
struct Field {
  FieldInfo info;
  std::function<void(Reading&, const YamlNode&, Owner&)> read;

  Field&& Required() && {
    info.is_required = true;
    return std::move(*this);
  }
  Field&& Default(std::string fallback) && {
    info.fallback = std::move(fallback);
    return std::move(*this);
  }
};

// `member` says where the value goes: a pointer to a member of Owner, anything
// that makes a reference out of an Owner&, or anything that takes both.
template <typename Owner, typename Value, typename Member>
Field<Owner> Row(const char* key, const char* meaning, Type<Value> type, Member member) {
  FieldInfo info{.key = key, .meaning = meaning, .type = type.info};
  return {std::move(info),
          [type = std::move(type), member](Reading& reading, const YamlNode& node, Owner& owner) {
            std::optional<Value> read = Read(reading, node, type);
            if (!read) return;
            Value& value = *read;
            if constexpr (std::is_invocable_v<Member, Owner&, Value>) {
              std::invoke(member, owner, std::move(value));
            } else {
              std::invoke(member, owner) = std::move(value);
            }
          }};
}

// The table of a mapping: its keys, and what is checked of all of them together.
template <typename Owner>
class Mapping {
 public:
  using Check = std::function<void(Reading&, const YamlNode&, Owner&)>;

  // `check` runs when every value is good on its own.
  Mapping(MappingInfo info, std::vector<Field<Owner>> fields, Check check = nullptr)
      : info_(std::move(info)), fields_(std::move(fields)), check_(std::move(check)) {
    for (const Field<Owner>& field : fields_) info_.fields.push_back(field.info);
  }

  // In the order of the table, whatever that of the file is. What is wrong is
  // told and left out, so that the rest is checked as well.
  [[nodiscard]] std::optional<Owner> Read(Reading& reading, const YamlNode& node) const {
    if (!ExpectMapping(reading, node, info_)) return std::nullopt;
    const std::size_t errors_before = reading.errors.size();
    CheckKeys(reading, node, info_);
    Owner owner;
    for (const Field<Owner>& field : fields_) {
      if (const YamlNode* value = node.Find(field.info.key)) field.read(reading, *value, owner);
    }
    if (check_ && reading.errors.size() == errors_before) check_(reading, node, owner);
    return owner;
  }

  // The mapping must outlive the type.
  [[nodiscard]] Type<Owner> AsType() const {
    return {Describe(info_),
            [this](Reading& reading, const YamlNode& node) { return Read(reading, node); }};
  }

  [[nodiscard]] const MappingInfo& info() const { return info_; }

 private:
  MappingInfo info_;
  std::vector<Field<Owner>> fields_;
  Check check_;
};

}  // namespace tenure
