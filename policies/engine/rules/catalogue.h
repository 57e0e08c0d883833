#pragma once

#include <span>

#include "policies/engine/rules/job_rules.h"
#include "policies/engine/rules/rule.h"

namespace tenure {

// Every rule, in the order in which findings are told. docs/rules.md explains them.
[[nodiscard]] std::span<const Rule> Rules();

// Those that are asked of updates instead. Updates are judged by what they
// change, and only that: what a pod is like has been judged when it was created,
// and the policy may be another one by now. A finalizer that cannot be removed
// because of us keeps a pod Terminating for ever.
[[nodiscard]] std::span<const Rule> UpdateRules();
[[nodiscard]] std::span<const Rule> ResizeRules();

// Those that are asked of Jobs.
[[nodiscard]] std::span<const JobRule> JobRules();

}  // namespace tenure
