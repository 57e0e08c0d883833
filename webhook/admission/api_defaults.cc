#include "webhook/admission/api_defaults.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "policies/workload/json_access.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr std::array kNodeTaints = {"node.kubernetes.io/not-ready",
                                    "node.kubernetes.io/unreachable"};

// SetDefaults_Pod: for each container and resource.
void RequestsFromLimits(json& container, std::set<std::string>& filled_in) {
  const json* found = FindAt(container, "/resources/limits");
  if (found == nullptr || !found->is_object()) return;
  const json limits = *found;
  json& requests = ObjectMember(container["resources"], "requests");
  if (!requests.is_object()) return;
  for (const auto& [resource, amount] : limits.items()) {
    if (requests.contains(resource)) continue;
    requests[resource] = amount;
    filled_in.insert("requests from limits");
  }
}

template <typename Value>
void Default(json& spec, const char* field, Value value, const char* phrase,
             std::set<std::string>& filled_in) {
  if (FindMember(spec, field) != nullptr) return;
  spec[field] = std::move(value);
  filled_in.insert(phrase);
}

// defaulttolerationseconds/admission.go: unless a toleration of the pod's own
// matches the taint, whatever it says.
bool Tolerates(const json& tolerations, const std::string& taint) {
  return std::ranges::any_of(tolerations, [&](const json& toleration) {
    const std::string key = TextMember(toleration, "key");
    const std::string effect = TextMember(toleration, "effect");
    return (key.empty() || key == taint) && (effect.empty() || effect == "NoExecute");
  });
}

void TolerateNodeLoss(json& spec, std::set<std::string>& filled_in) {
  json& tolerations = spec["tolerations"];
  if (tolerations.is_null()) tolerations = json::array();
  if (!tolerations.is_array()) return;
  for (const char* taint : kNodeTaints) {
    if (Tolerates(tolerations, taint)) continue;
    tolerations.push_back({{"key", taint},
                           {"operator", "Exists"},
                           {"effect", "NoExecute"},
                           {"tolerationSeconds", 300}});
    filled_in.insert("tolerations of 300 s for a lost node");
  }
}

std::optional<std::int64_t> ValueOf(const std::string& class_name, const Policy& policy) {
  if (class_name.empty()) return 0;
  if (class_name == "system-cluster-critical") return 2'000'000'000;
  if (class_name == "system-node-critical") return 2'000'001'000;
  for (const ClassPolicy& of_class : policy.classes) {
    if (of_class.priority && of_class.priority->class_name == class_name) {
      return of_class.priority->value;
    }
  }
  return std::nullopt;
}

void ResolvePriority(json& spec, const Policy& policy, std::set<std::string>& filled_in) {
  const std::string class_name = TextMember(spec, "priorityClassName");
  if (const auto value = ValueOf(class_name, policy)) {
    Default(spec, "priority", *value, "priority (0 without a class)", filled_in);
  }
  if (class_name.empty()) {
    Default(spec, "preemptionPolicy", "PreemptLowerPriority", "preemptionPolicy", filled_in);
  }
}

}  // namespace

void FillInApiDefaults(json& pod, const Policy& policy, std::set<std::string>& filled_in) {
  if (!pod.is_object() || !pod.contains("spec") || !pod["spec"].is_object()) return;
  json& spec = pod["spec"];
  for (const char* containers : {"containers", "initContainers"}) {
    if (FindMember(spec, containers) == nullptr) continue;
    for (json& container : spec[containers]) RequestsFromLimits(container, filled_in);
  }
  Default(spec, "restartPolicy", "Always", "restartPolicy Always", filled_in);
  Default(spec, "terminationGracePeriodSeconds", 30, "a grace period of 30 s", filled_in);
  Default(spec, "serviceAccountName", "default", "the service account default", filled_in);
  TolerateNodeLoss(spec, filled_in);
  ResolvePriority(spec, policy, filled_in);
}

bool KnowsPriority(const json& pod, const Policy& policy) {
  if (FindAt(pod, "/spec/priority") != nullptr) return true;
  const json* class_name = FindAt(pod, "/spec/priorityClassName");
  return class_name == nullptr || !class_name->is_string() ||
         ValueOf(class_name->get<std::string>(), policy).has_value();
}

}  // namespace tenure
