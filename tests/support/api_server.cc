#include "tests/support/api_server.h"

#include <algorithm>

#include "tests/support/strict_patch.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;

// Fills in what is missing; tells which resources that were.
std::string FillIn(Json& list, const std::map<std::string, std::string>& defaults) {
  std::string filled;
  for (const auto& [resource, amount] : defaults) {
    if (list.is_object() && list.contains(resource)) continue;
    list[resource] = amount;
    filled += (filled.empty() ? "" : ", ") + resource;
  }
  return filled;
}

bool Tolerates(const Json& toleration, const std::string& taint) {
  const std::string key = toleration.value("key", "");
  const std::string effect = toleration.value("effect", "");
  return (key.empty() || key == taint) && (effect.empty() || effect == "NoExecute");
}

void TolerateFor300Seconds(Json& spec, const std::string& taint) {
  const Json tolerations = spec.value("tolerations", Json::array());
  const auto tolerates = [&](const Json& toleration) { return Tolerates(toleration, taint); };
  if (std::ranges::any_of(tolerations, tolerates)) return;
  spec["tolerations"].push_back({{"key", taint},
                                 {"operator", "Exists"},
                                 {"effect", "NoExecute"},
                                 {"tolerationSeconds", 300}});
}

}  // namespace

void ApiServer::Default(Json& pod) {
  for (const char* list : {"containers", "initContainers"}) {
    if (!pod["spec"].contains(list)) continue;
    for (Json& container : pod["spec"][list]) {
      if (!container.contains("resources") || !container["resources"].contains("limits")) continue;
      for (const auto& [resource, limit] : container["resources"]["limits"].items()) {
        Json& requests = container["resources"]["requests"];
        if (!requests.contains(resource)) requests[resource] = limit;
      }
    }
  }
}

void ApiServer::RunLimitRanger(Json& pod) const {
  if (!limit_range) return;
  std::string set;
  const auto note = [&](const std::string& resources, const char* what, const std::string& name) {
    if (resources.empty()) return;
    set += (set.empty() ? "" : "; ") + resources + ' ' + what + " for container " + name;
  };
  for (Json& container : pod["spec"]["containers"]) {
    const std::string name = container["name"];
    note(FillIn(container["resources"]["requests"], limit_range->default_request), "request", name);
    note(FillIn(container["resources"]["limits"], limit_range->default_limit), "limit", name);
  }
  if (set.empty()) return;
  pod["metadata"]["annotations"]["kubernetes.io/limit-ranger"] = "LimitRanger plugin set: " + set;
}

std::optional<std::string> ApiServer::RunPriority(Json& pod) const {
  Json& spec = pod["spec"];
  std::string name = spec.value("priorityClassName", "");
  if (name.empty()) name = global_default_class.value_or("");
  PriorityClass found;
  if (!name.empty()) {
    const auto entry = priority_classes.find(name);
    if (entry == priority_classes.end()) return "no PriorityClass with name " + name + " was found";
    found = entry->second;
    spec["priorityClassName"] = name;
  }
  if (spec.contains("priority") && spec["priority"] != found.value) {
    return "the integer value of priority (" + spec["priority"].dump() +
           ") must not be provided in pod spec; priority admission controller computed " +
           std::to_string(found.value) + " from the given PriorityClass name";
  }
  spec["priority"] = found.value;
  if (spec.contains("preemptionPolicy") && spec["preemptionPolicy"] != found.preemption_policy) {
    return "the string value of PreemptionPolicy (" + spec["preemptionPolicy"].dump() +
           ") must not be provided in pod spec";
  }
  spec["preemptionPolicy"] = found.preemption_policy;
  return std::nullopt;
}

tl::expected<Json, std::string> ApiServer::MutateInTree(Json pod) const {
  RunLimitRanger(pod);
  if (auto refusal = RunPriority(pod)) return tl::unexpected(*refusal);
  TolerateFor300Seconds(pod["spec"], "node.kubernetes.io/not-ready");
  TolerateFor300Seconds(pod["spec"], "node.kubernetes.io/unreachable");
  return pod;
}

tl::expected<ApiServer::Created, std::string> ApiServer::Create(Json pod,
                                                                const Webhook& webhook) const {
  Created created{std::move(pod), {}};
  Default(created.pod);
  for (int round = 0; round < 2; ++round) {
    auto mutated = MutateInTree(std::move(created.pod));
    if (!mutated) return tl::unexpected(mutated.error());
    created.patches.push_back(webhook(*mutated));
    auto patched = ApplyStrictly(*mutated, created.patches.back());
    if (!patched) return tl::unexpected("500 Internal error: " + patched.error());
    created.pod = *std::move(patched);
    Default(created.pod);
    if (created.patches.back().empty()) break;
  }
  return created;
}

}  // namespace tenure::test
