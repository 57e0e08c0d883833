#include "policies/engine/edit_environment.h"

#include <optional>

#include "policies/engine/present.h"
#include "policies/pod/json_pointer.h"

namespace tenure {
namespace {

std::string_view List(Draft& draft, std::size_t container) {
  return draft.texts().Pointer("/spec/containers", container, std::string_view("env"));
}

std::optional<std::size_t> LastIndexOf(const Container& container, std::string_view name) {
  if (!container.env) return std::nullopt;
  for (std::size_t i = container.env->size(); i > 0; --i) {
    if ((*container.env)[i - 1].name == name) return i - 1;
  }
  return std::nullopt;
}

void Append(Draft& draft, std::size_t container, const EnvVar& variable, std::string_view json) {
  const std::string_view list = List(draft, container);
  const bool has_list = draft.received().spec.containers[container].env.has_value();
  draft.Record({.path = draft.texts().Join({list, "/-"}),
                .present = PresentUpTo({{PointerParent(list), true}, {list, has_list}}),
                .now = json,
                .by = Protection::kCheckpoint});
  auto& env = draft.pod().spec.containers[container].env;
  if (!env) env.emplace();
  env->push_back(variable);
}

void Replace(Draft& draft, std::size_t container, std::size_t index, std::string_view value) {
  EnvVar& variable = (*draft.pod().spec.containers[container].env)[index];
  if (variable.value == value) return;
  Change change{
      .path = draft.texts().Pointer(List(draft, container), index, std::string_view("value")),
      .was = draft.texts().JsonString(variable.value),
      .now = draft.texts().JsonString(value),
      .by = Protection::kCheckpoint};
  change.present = change.path.size();
  draft.Record(change);
  variable.value = draft.texts().Keep(value);
}

}  // namespace

void SetVariable(Draft& draft, std::size_t container, std::string_view name,
                 std::string_view value) {
  if (const auto index = LastIndexOf(draft.pod().spec.containers[container], name)) {
    return Replace(draft, container, *index, value);
  }
  TextArena& texts = draft.texts();
  const std::string_view json = texts.Join(
      {R"({"name":)", texts.JsonString(name), R"(,"value":)", texts.JsonString(value), "}"});
  const EnvVar variable{.name = texts.Keep(name), .value = texts.Keep(value)};
  Append(draft, container, variable, json);
}

void SetVariableToField(Draft& draft, std::size_t container, std::string_view name,
                        std::string_view field_path) {
  if (LastIndexOf(draft.pod().spec.containers[container], name)) return;
  TextArena& texts = draft.texts();
  const std::string_view json = texts.Join({R"({"name":)", texts.JsonString(name),
                                            R"(,"valueFrom":{"fieldRef":{"fieldPath":)",
                                            texts.JsonString(field_path), "}}}"});
  const EnvVar variable{
      .name = texts.Keep(name), .has_source = true, .field_path = texts.Keep(field_path)};
  Append(draft, container, variable, json);
}

}  // namespace tenure
