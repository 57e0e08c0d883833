#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace tenure::test {

struct PriorityClass {
  int value = 0;
  std::string preemption_policy = "PreemptLowerPriority";
};

// A LimitRange of type Container, after its own defaulting.
struct LimitRange {
  std::map<std::string, std::string> default_request;
  std::map<std::string, std::string> default_limit;
};

// What kube-apiserver does with a pod around a mutating webhook, as far as it
// gets in a webhook's way: the plugins LimitRanger, Priority and
// DefaultTolerationSeconds, defaulting after each patch, and the second round.
// Written after plugin/pkg/admission/{limitranger,priority,defaulttolerationseconds}
// and pkg/apis/core/v1/defaults.go; the cluster tests ask the real one.
class ApiServer {
 public:
  using Json = nlohmann::json;
  using Webhook = std::function<std::string(const Json& pod)>;  // pod in, patch out

  std::map<std::string, PriorityClass> priority_classes = {
      {"tenure-long", {1000000, "PreemptLowerPriority"}},
      {"tenure-short", {-5, "Never"}},
      {"system-cluster-critical", {2000000000, "PreemptLowerPriority"}},
  };
  std::optional<std::string> global_default_class;
  std::optional<LimitRange> limit_range;

  struct Created {
    Json pod;
    std::vector<std::string> patches;  // of each round
  };

  // A pod that somebody creates goes through both rounds. The error is what
  // the user would read.
  [[nodiscard]] tl::expected<Created, std::string> Create(Json pod, const Webhook& webhook) const;

  // One pass of the in-tree plugins.
  [[nodiscard]] tl::expected<Json, std::string> MutateInTree(Json pod) const;

  // pkg/apis/core/v1/defaults.go, SetDefaults_Pod: requests default to limits.
  static void Default(Json& pod);

 private:
  void RunLimitRanger(Json& pod) const;
  [[nodiscard]] std::optional<std::string> RunPriority(Json& pod) const;
};

}  // namespace tenure::test
