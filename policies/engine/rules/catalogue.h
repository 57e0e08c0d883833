#pragma once

#include <span>

#include "policies/engine/rules/job_rules.h"
#include "policies/engine/rules/rule.h"

namespace tenure {

// Every rule, in the order in which findings are told. docs/rules.md explains them.
[[nodiscard]] std::span<const Rule> Rules();

// Those that are asked of updates instead; some share their id, and with it
// their level, with a rule above.
[[nodiscard]] std::span<const Rule> UpdateRules();
[[nodiscard]] std::span<const Rule> ResizeRules();

// Those that are asked of Jobs.
[[nodiscard]] std::span<const JobRule> JobRules();

}  // namespace tenure
