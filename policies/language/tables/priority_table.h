#pragma once

#include "policies/language/policy.h"
#include "policies/language/types/mapping.h"

namespace tenure {

[[nodiscard]] const Mapping<PrioritySpec>& PriorityTable();

}  // namespace tenure
