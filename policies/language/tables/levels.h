#pragma once

#include <vector>

#include "policies/language/level.h"
#include "policies/language/policy.h"
#include "policies/language/types/type.h"

namespace tenure {

// enforce, warn or audit
[[nodiscard]] Type<Level> Mode();

// Rule ids to levels: {bare-pod: off}
[[nodiscard]] Type<std::vector<RuleLevel>> RuleLevels();

}  // namespace tenure
