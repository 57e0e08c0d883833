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

// Of a server without --allow-capabilities and --allow-host-files.
inline const Ceiling kNoCeiling;
// Of one that allows what the default policy's strategies want.
inline const Ceiling kCriuCeiling{{"SYS_ADMIN", "NET_ADMIN", "SYS_TIME"}, {}};

// A request for a pod, with the document that its views point into. A pod in the
// namespace "privileged" comes by the privileged path.
class PodRequest {
 public:
  explicit PodRequest(const nlohmann::json& pod, Phase phase = Phase::kMutate,
                      const Ceiling& ceiling = kNoCeiling);
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
                              const Estimates& estimates = {}, const Ceiling& ceiling = kNoCeiling);

// The decision of the validating webhook about an update of a pod; `sub_resource`
// is empty for the pod itself.
[[nodiscard]] Decision DecideUpdate(const nlohmann::json& old_pod, const nlohmann::json& pod,
                                    std::string_view sub_resource,
                                    const Policy& policy = DefaultPolicy());

// The pod as it is after our changes; a patch that does not apply ends the test.
[[nodiscard]] nlohmann::json Mutated(const nlohmann::json& pod,
                                     const Policy& policy = DefaultPolicy(),
                                     const Estimates& estimates = {},
                                     const Ceiling& ceiling = kNoCeiling);

// The ids of the findings, with their levels: "unknown-class enforce".
[[nodiscard]] std::vector<std::string> Ids(const Decision& decision);

}  // namespace tenure::test
