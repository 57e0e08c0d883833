#include "tests/support/pod_generator.h"

#include <iterator>
#include <string>

namespace tenure::test {

using nlohmann::json;

bool PodGenerator::Chance(int percent) {
  return std::uniform_int_distribution<int>(0, 99)(random_) < percent;
}

template <typename T>
T PodGenerator::OneOf(std::initializer_list<T> choices) {
  const auto last = static_cast<std::ptrdiff_t>(choices.size()) - 1;
  return *(choices.begin() + std::uniform_int_distribution<std::ptrdiff_t>(0, last)(random_));
}

json PodGenerator::Annotations() {
  json annotations = json::object();
  const auto maybe = [&](int percent, const char* key, const char* value) {
    if (Chance(percent)) annotations[key] = value;
  };
  maybe(60, "tenure.dev/class", OneOf({"long", "long", "short", "none", "forever"}));
  maybe(40, "tenure.dev/expected-runtime",
        OneOf({"20m", "5h", "6h", "12d", "2w1d", "soon", "1.5d"}));
  maybe(
      40, "tenure.dev/expected-memory",
      OneOf({"400Gi", "1", "0.1Gi", "main=64Gi", "main=1Gi,helper=2Gi", "8GB", "nobody=1", "-1"}));
  maybe(40, "tenure.dev/expected-cpu", OneOf({"24", "500m", "0.0001", "main=2", "many", "1e3"}));
  maybe(10, "tenure.dev/critical", OneOf({"true", "false", "yes"}));
  maybe(10, "tenure.dev/attempt", OneOf({"0", "1", "x"}));
  maybe(15, "example.com/mine", "keep \"this\" /~ \u00e9");
  maybe(10, "kubectl.kubernetes.io/default-container", OneOf({"main", "helper", "gone"}));
  maybe(10, "tenure.dev/decision", OneOf({R"({"main":"helper"})", "{not json", "{}"}));
  maybe(10, "tenure.dev/requests",
        OneOf({R"({"main":{"memory":{"was":"1Gi","set":"2Gi"}}})", R"({"helper":{}})", "?"}));
  return annotations;
}

json PodGenerator::Metadata() {
  json metadata = {{"namespace", OneOf({"science", "ml"})}};
  metadata[Chance(50) ? "name" : "generateName"] = "pod-";
  if (Chance(80)) metadata["annotations"] = Annotations();
  if (Chance(10)) metadata["annotations"] = nullptr;
  if (Chance(50)) metadata["labels"] = {{"app", "x"}};
  if (Chance(5)) metadata["labels"]["tenure.dev/assigned-class"] = "long";
  if (Chance(5)) metadata["labels"] = nullptr;
  return metadata;
}

json PodGenerator::Resources() {
  json resources = json::object();
  const bool limited = Chance(40);
  for (const char* list : {"requests", "limits"}) {
    if (list == std::string("limits") && !limited) continue;
    if (Chance(70)) {
      resources[list]["memory"] = OneOf({"1Gi", "1024Mi", "0.1Gi", "64Gi", "1Ti", "1e9", "2Gi"});
    }
    if (Chance(70)) resources[list]["cpu"] = OneOf({"1", "500m", "0.5", "100", "01", "1.500"});
    if (Chance(5)) resources[list] = nullptr;
    if (Chance(5)) resources[list]["nvidia.com/gpu"] = "2";
  }
  return resources;
}

json PodGenerator::Container(const std::string& name) {
  json container = {{"name", name}, {"image", "registry.example/a:1"}};
  if (Chance(85)) container["resources"] = Resources();
  if (Chance(50)) container["command"] = {"/bin/a"};
  if (Chance(20)) container["env"] = {{{"name", "A"}, {"value", "b"}}};
  return container;
}

json PodGenerator::Tolerations() {
  json tolerations = json::array();
  if (Chance(15)) tolerations.push_back({{"operator", "Exists"}});
  for (const char* taint : {"not-ready", "unreachable"}) {
    if (Chance(15)) continue;
    json toleration = {{"key", std::string("node.kubernetes.io/") + taint},
                       {"operator", "Exists"},
                       {"effect", "NoExecute"}};
    if (Chance(90)) toleration["tolerationSeconds"] = OneOf({300, 60, 7200});
    tolerations.push_back(toleration);
  }
  if (Chance(10)) {
    tolerations.push_back({{"key", "mem-type"}, {"value", "highmem"}, {"effect", "NoSchedule"}});
  }
  return tolerations;
}

json PodGenerator::Affinity() {
  const json zone = {{"key", "zone"}, {"operator", "In"}, {"values", {"a"}}};
  const json term = {{"matchExpressions", {zone}}};
  json affinity = json::object();
  if (Chance(50)) affinity["nodeAffinity"] = json::object();
  if (Chance(50)) {
    affinity["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]
            ["nodeSelectorTerms"] = OneOf<json>({json::array({term}), json::array({term, term}),
                                                 json::array({term, json::object()})});
  }
  if (Chance(30)) {
    affinity["nodeAffinity"]["preferredDuringSchedulingIgnoredDuringExecution"] =
        json::array({{{"weight", 1}, {"preference", term}}});
  }
  if (Chance(30)) affinity["podAntiAffinity"] = json::object();
  return affinity;
}

void PodGenerator::AddPriority(json& spec) {
  if (Chance(10)) return;
  struct Chosen {
    const char* name;
    int value;
    const char* preemption;
  };
  const auto chosen =
      OneOf<Chosen>({{"", 0, "PreemptLowerPriority"},
                     {"", 0, "PreemptLowerPriority"},
                     {"lower", 1000, "PreemptLowerPriority"},
                     {"higher", 2000000, "Never"},
                     {"tenure-long", 1000000, "PreemptLowerPriority"},
                     {"system-cluster-critical", 2000000000, "PreemptLowerPriority"}});
  if (*chosen.name != '\0') spec["priorityClassName"] = chosen.name;
  spec["priority"] = chosen.value;
  spec["preemptionPolicy"] = chosen.preemption;
}

void PodGenerator::AddOddities(json& spec) {
  if (Chance(3)) spec["nodeName"] = "node1";
  if (Chance(3)) spec["os"] = {{"name", "windows"}};
  if (Chance(3)) spec["resources"] = {{"requests", {{"memory", "4Gi"}}}};
  if (Chance(10)) spec["activeDeadlineSeconds"] = 3600;
  if (Chance(10)) spec["nodeSelector"] = {{"disk", "ssd"}};
  if (Chance(5)) spec["unknownToUs"] = {{"a", {1, 2, json::object()}}};
}

json PodGenerator::Next() {
  json spec = {{"restartPolicy", OneOf({"Never", "OnFailure", "Always"})},
               {"terminationGracePeriodSeconds", OneOf({30, 600})}};
  spec["containers"].push_back(Container("main"));
  if (Chance(30)) spec["containers"].push_back(Container("helper"));
  if (Chance(20)) spec["initContainers"].push_back(Container("init"));
  if (Chance(85)) spec["tolerations"] = Tolerations();
  if (Chance(40)) spec["affinity"] = Affinity();
  if (Chance(3)) spec["affinity"] = nullptr;
  AddPriority(spec);
  AddOddities(spec);
  return {{"kind", "Pod"}, {"apiVersion", "v1"}, {"metadata", Metadata()}, {"spec", spec}};
}

}  // namespace tenure::test
