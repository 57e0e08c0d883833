#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "policies/language/policy.h"

namespace tenure {

// Fills in what the API server does before it asks a webhook, as far as
// decisions rest on it: its own defaults (pkg/apis/core/v1/defaults.go) and
// those of the admission plugins ServiceAccount, Priority and
// DefaultTolerationSeconds. The value of a PriorityClass is known from the
// policy, or is one of Kubernetes' own; else it stays open.
//
// `filled_in` gets a phrase for each sort of thing, for people.
void FillInApiDefaults(nlohmann::json& pod, const Policy& policy, std::set<std::string>& filled_in);

// Whether FillInApiDefaults would know the value of the pod's PriorityClass.
[[nodiscard]] bool KnowsPriority(const nlohmann::json& pod, const Policy& policy);

}  // namespace tenure
