#include "policies/workload/workflow_parameters.h"

#include "policies/pod/scan.h"
#include "policies/workload/json_access.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

std::string Substituted(std::string_view text, const WorkflowParameters& known) {
  std::string result;
  for (std::size_t open = text.find(kOpen); open != std::string_view::npos;
       open = text.find(kOpen)) {
    const std::size_t close = text.find(kClose, open);
    if (close == std::string_view::npos) break;
    const std::size_t after = close + kClose.size();
    const std::string_view name = text.substr(open + kOpen.size(), close - open - kOpen.size());
    const auto value = known.find(Trimmed(name, IsSpace));
    result += text.substr(0, open);
    result += value == known.end() ? text.substr(open, after - open) : value->second;
    text.remove_prefix(after);
  }
  return result.append(text);
}

bool IsUnknown(const json& value) {
  return value.is_string() && value.get_ref<const std::string&>().find(kOpen) != std::string::npos;
}

std::string SayUnknown(const std::string& what, const std::string& key, const json& value) {
  return what + ' ' + key + " is " + value.get<std::string>() +
         ", known only when the workflow runs";
}

std::string UnknownIn(const json* map, const std::string& what) {
  if (map == nullptr || !map->is_object()) return {};
  for (const auto& [key, value] : map->items()) {
    if (IsUnknown(value)) return SayUnknown(what, key, value);
  }
  return {};
}

std::string UnknownInContainer(const json& container) {
  for (const char* part : {"requests", "limits"}) {
    const json* resources = FindMember(container, "resources");
    if (resources == nullptr) return {};
    const std::string what = TextMember(container, "name") + ' ' + part;
    std::string unknown = UnknownIn(FindMember(*resources, part), what);
    if (!unknown.empty()) return unknown;
  }
  return {};
}

}  // namespace

void AddParameters(WorkflowParameters& known, const std::string& prefix, const json* parameters) {
  for (const json& parameter : parameters == nullptr ? json::array() : *parameters) {
    const json* value = FindMember(parameter, "value");
    if (value == nullptr) value = FindMember(parameter, "default");
    if (value == nullptr || value->is_structured()) continue;
    known.insert_or_assign(prefix + TextMember(parameter, "name"),
                           value->is_string() ? value->get<std::string>() : value->dump());
  }
}

void Substitute(json& value, const WorkflowParameters& known) {
  if (value.is_string()) {
    value = Substituted(value.get_ref<const std::string&>(), known);
  } else if (value.is_structured()) {
    for (json& member : value) Substitute(member, known);
  }
}

std::string FindUnknown(const json& pod) {
  std::string unknown = UnknownIn(FindAt(pod, "/metadata/annotations"), "annotation");
  for (const char* path : {"/spec/containers", "/spec/initContainers"}) {
    const json* containers = FindAt(pod, path);
    for (const json& container : containers == nullptr ? json::array() : *containers) {
      if (unknown.empty()) unknown = UnknownInContainer(container);
    }
  }
  return unknown;
}

}  // namespace tenure
