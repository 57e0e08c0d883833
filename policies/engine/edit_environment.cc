#include "policies/engine/edit_environment.h"

#include <optional>
#include <utility>

#include "policies/engine/present.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

std::string List(std::size_t container) {
  return Pointer("/spec/containers", container, std::string_view("env"));
}

std::optional<std::size_t> LastIndexOf(const Container& container, std::string_view name) {
  if (!container.env) return std::nullopt;
  for (std::size_t i = container.env->size(); i > 0; --i) {
    if ((*container.env)[i - 1].name == name) return i - 1;
  }
  return std::nullopt;
}

void Append(Draft& draft, std::size_t container, const EnvVar& variable, std::string json) {
  const std::string list = List(container);
  const bool has_list = draft.received().spec.containers[container].env.has_value();
  draft.Record(
      {.path = Pointer(list, std::string_view("-")),
       .present = PresentUpTo({{Pointer("/spec/containers", container), true}, {list, has_list}}),
       .now = std::move(json),
       .by = Protection::kCheckpoint});
  auto& env = draft.pod().spec.containers[container].env;
  if (!env) env.emplace();
  env->push_back(variable);
}

void Replace(Draft& draft, std::size_t container, std::size_t index, std::string value) {
  EnvVar& variable = (*draft.pod().spec.containers[container].env)[index];
  if (variable.value == value) return;
  Change change{.path = Pointer(List(container), index, std::string_view("value")),
                .was = JsonString(variable.value),
                .now = JsonString(value),
                .by = Protection::kCheckpoint};
  change.present = change.path.size();
  draft.Record(std::move(change));
  variable.value = draft.Keep(std::move(value));
}

}  // namespace

void SetVariable(Draft& draft, std::size_t container, std::string_view name, std::string value) {
  if (const auto index = LastIndexOf(draft.pod().spec.containers[container], name)) {
    return Replace(draft, container, *index, std::move(value));
  }
  std::string json = R"({"name":)" + JsonString(name) + R"(,"value":)" + JsonString(value) + '}';
  const EnvVar variable{.name = draft.Keep(std::string(name)),
                        .value = draft.Keep(std::move(value))};
  Append(draft, container, variable, std::move(json));
}

void SetVariableToField(Draft& draft, std::size_t container, std::string_view name,
                        std::string_view field_path) {
  if (LastIndexOf(draft.pod().spec.containers[container], name)) return;
  std::string json = R"({"name":)" + JsonString(name) +
                     R"(,"valueFrom":{"fieldRef":{"fieldPath":)" + JsonString(field_path) + "}}}";
  const EnvVar variable{.name = draft.Keep(std::string(name)),
                        .has_source = true,
                        .field_path = draft.Keep(std::string(field_path))};
  Append(draft, container, variable, std::move(json));
}

}  // namespace tenure
