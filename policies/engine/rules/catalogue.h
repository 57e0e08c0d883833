#pragma once

#include <span>

#include "policies/engine/rules/rule.h"

namespace tenure {

// Every rule, in the order in which findings are told. docs/rules.md explains them.
[[nodiscard]] std::span<const Rule> Rules();

}  // namespace tenure
