#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "policies/language/policy.h"
#include "policies/mortality/mortality.h"
#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure::test {

// The table for a pod as it is stored.
[[nodiscard]] inline std::vector<Mortality> TableOf(const nlohmann::json& pod,
                                                    const Policy& policy = DefaultPolicy(),
                                                    const Job* job = nullptr) {
  const PodRequest stored(pod, Phase::kValidate);
  const Decision decision = Evaluate(policy, {}, stored.request());
  return MortalityOf(policy, {}, stored.request(), decision, job);
}

// One row of it: "partly: by; advice".
[[nodiscard]] inline std::string FateOf(std::string_view killer, const nlohmann::json& pod,
                                        const Policy& policy = DefaultPolicy(),
                                        const Job* job = nullptr) {
  for (const Mortality& row : TableOf(pod, policy, job)) {
    if (row.killer == killer) return std::string(Name(row.guarded)) + ": " + row.Text();
  }
  return "no such killer";
}

// A pod that `kind` has made.
[[nodiscard]] inline nlohmann::json OwnedBy(nlohmann::json pod, const char* api_version,
                                            const char* kind) {
  pod["metadata"]["ownerReferences"] = {{{"apiVersion", api_version},
                                         {"kind", kind},
                                         {"name", "a"},
                                         {"uid", "u"},
                                         {"controller", true}}};
  return pod;
}

[[nodiscard]] inline nlohmann::json Annotated(nlohmann::json pod, const std::string& key,
                                              const std::string& value) {
  pod["metadata"]["annotations"][key] = value;
  return pod;
}

[[nodiscard]] inline nlohmann::json Labelled(nlohmann::json pod, const std::string& key,
                                             const std::string& value) {
  pod["metadata"]["labels"][key] = value;
  return pod;
}

}  // namespace tenure::test
