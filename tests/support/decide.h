#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "policies/engine/evaluate.h"
#include "policies/pod/json_document.h"

namespace tenure::test {

// The policy of a YAML text; what is wrong with it ends the test.
[[nodiscard]] Policy PolicyOf(std::string_view yaml);
[[nodiscard]] const Policy& DefaultPolicy();

// A request for a pod, with the document that its views point into.
class PodRequest {
 public:
  explicit PodRequest(const nlohmann::json& pod, Phase phase = Phase::kMutate);
  [[nodiscard]] Request& request() { return request_; }
  [[nodiscard]] const Request& request() const { return request_; }

 private:
  std::string text_;
  std::unique_ptr<JsonDocument> document_;
  Request request_;
};

// The decision about a pod in its namespace (else "science").
[[nodiscard]] Decision Decide(const nlohmann::json& pod, Phase phase = Phase::kMutate,
                              const Policy& policy = DefaultPolicy(),
                              const Estimates& estimates = {});

// The decision of the validating webhook about an update of a pod; `sub_resource`
// is empty for the pod itself.
[[nodiscard]] Decision DecideUpdate(const nlohmann::json& old_pod, const nlohmann::json& pod,
                                    std::string_view sub_resource,
                                    const Policy& policy = DefaultPolicy());

// The pod as it is after our changes; a patch that does not apply ends the test.
[[nodiscard]] nlohmann::json Mutated(const nlohmann::json& pod,
                                     const Policy& policy = DefaultPolicy(),
                                     const Estimates& estimates = {});

// The ids of the findings, with their levels: "unknown-class enforce".
[[nodiscard]] std::vector<std::string> Ids(const Decision& decision);

}  // namespace tenure::test
