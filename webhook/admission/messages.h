#pragma once

#include <string>
#include <vector>

#include "policies/engine/decision.h"

namespace tenure {

// A warning has fewer bytes than this: longer ones exhaust what the API server
// passes on for one request (apiserver/pkg/endpoints/filters/warning.go).
inline constexpr std::size_t kWarningLimit = 120;

// "priority, resources": the protections that ask for changes, each once.
[[nodiscard]] std::string ProtectionList(const std::vector<Change>& changes);

// What the mutating webhook warns of: changes that another admission step may
// refuse, and in the mode `warn` what it would have changed.
[[nodiscard]] std::vector<std::string> MutateWarnings(const Decision& decision);

// What the validating webhook warns of: one line for each finding that only
// warns, and in the mode `warn` one for the rules that would have refused.
[[nodiscard]] std::vector<std::string> ValidateWarnings(const Decision& decision);

// Why a pod is refused: every enforced finding, each on a line of its own.
[[nodiscard]] std::string RefusalMessage(const Decision& decision);

}  // namespace tenure
