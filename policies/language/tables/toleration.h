#pragma once

#include "policies/language/placement.h"
#include "policies/language/types/mapping.h"

namespace tenure {

[[nodiscard]] const Mapping<TolerationSpec>& TolerationTable();

}  // namespace tenure
