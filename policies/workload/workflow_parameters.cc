#include "policies/workload/workflow_parameters.h"

#include "policies/workload/json_access.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

std::string_view Trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string Substituted(std::string_view text, const WorkflowParameters& known) {
  std::string result;
  for (std::size_t open = text.find(kOpen); open != std::string_view::npos;
       open = text.find(kOpen)) {
    const std::size_t close = text.find(kClose, open);
    if (close == std::string_view::npos) break;
    const std::size_t after = close + kClose.size();
    const auto value =
        known.find(Trimmed(text.substr(open + kOpen.size(), close - open - kOpen.size())));
    result += text.substr(0, open);
    result += value == known.end() ? text.substr(open, after - open) : value->second;
    text.remove_prefix(after);
  }
  return result.append(text);
}

bool IsUnknown(const json& value) {
  return value.is_string() && value.get_ref<const std::string&>().find(kOpen) != std::string::npos;
}

void TakeOut(json& map, const std::string& what, std::vector<std::string>& taken) {
  if (!map.is_object()) return;
  for (auto member = map.begin(); member != map.end();) {
    if (!IsUnknown(*member)) {
      ++member;
      continue;
    }
    taken.push_back(what + ' ' + member.key() + " is " + member->get<std::string>() +
                    ", known only when the workflow runs");
    member = map.erase(member);
  }
}

void TakeOutResources(json& container, std::vector<std::string>& taken) {
  if (!container.is_object() || !container.contains("resources")) return;
  const std::string name = TextMember(container, "name");
  for (const char* part : {"requests", "limits"}) {
    json& resources = container["resources"];
    if (resources.is_object() && resources.contains(part)) {
      TakeOut(resources[part], name + ' ' + part, taken);
    }
  }
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

std::vector<std::string> TakeOutUnknown(json& pod) {
  std::vector<std::string> taken;
  TakeOut(pod["metadata"]["labels"], "label", taken);
  TakeOut(pod["metadata"]["annotations"], "annotation", taken);
  for (const char* containers : {"containers", "initContainers"}) {
    if (!pod["spec"].contains(containers)) continue;
    for (json& container : pod["spec"][containers]) TakeOutResources(container, taken);
  }
  return taken;
}

}  // namespace tenure
