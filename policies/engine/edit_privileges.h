#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

// Without CAP_. A privileged container has them all.
void AddCapability(Draft& draft, std::size_t container, std::string_view capability);

// Unconfined, RuntimeDefault, or localhost/PROFILE.
void SetSeccompProfile(Draft& draft, std::size_t container, std::string_view profile);

}  // namespace tenure
