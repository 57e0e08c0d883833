#pragma once

#include <cstdint>

#include "policies/engine/draft.h"

namespace tenure {

// A longer one stays.
void GiveGracePeriod(Draft& draft, Protection by, std::int64_t at_least_seconds);

}  // namespace tenure
