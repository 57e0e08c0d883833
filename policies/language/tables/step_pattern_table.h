#pragma once

#include <vector>

#include "policies/language/step_pattern.h"
#include "policies/language/types/mapping.h"

namespace tenure {

// estimates: {steps: [...]}
[[nodiscard]] const Mapping<std::vector<StepPattern>>& EstimatesTable();

}  // namespace tenure
