#pragma once

#include "policies/language/policy.h"
#include "policies/language/types/mapping.h"

namespace tenure {

// The whole file.
[[nodiscard]] const Mapping<Policy>& PolicyTable();

}  // namespace tenure
