#include "tests/support/pods.h"

namespace tenure::test {

using nlohmann::json;

json Pod() {
  return json::parse(R"({
    "kind": "Pod", "apiVersion": "v1",
    "metadata": {"name": "assembly", "namespace": "science"},
    "spec": {
      "containers": [{"name": "main", "image": "registry.example/assembler:1",
                      "resources": {}, "imagePullPolicy": "IfNotPresent"}],
      "restartPolicy": "Never", "terminationGracePeriodSeconds": 30, "securityContext": {},
      "serviceAccountName": "default", "schedulerName": "default-scheduler",
      "tolerations": [
        {"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute",
         "tolerationSeconds": 300},
        {"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute",
         "tolerationSeconds": 300}],
      "priority": 0, "preemptionPolicy": "PreemptLowerPriority"},
    "status": {}})");
}

json Pod(const json& annotations, const json& requests, const json& limits) {
  json pod = Pod();
  for (const auto& [key, value] : annotations.items()) {
    pod["metadata"]["annotations"]["tenure.dev/" + key] = value;
  }
  json& resources = pod["spec"]["containers"][0]["resources"];
  if (!requests.is_null()) resources["requests"] = requests;
  if (!limits.is_null()) resources["limits"] = limits;
  return pod;
}

}  // namespace tenure::test
