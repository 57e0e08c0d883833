#pragma once

#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

// For a pod that names none; another one stays. The RuntimeClass plugin fills
// in its overhead in the second round.
void SetRuntimeClass(Draft& draft, std::string_view name);

}  // namespace tenure
