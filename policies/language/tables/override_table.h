#pragma once

#include "policies/language/policy.h"
#include "policies/language/types/mapping.h"

namespace tenure {

[[nodiscard]] const Mapping<Override>& OverrideTable();

}  // namespace tenure
