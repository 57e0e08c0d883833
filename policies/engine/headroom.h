#pragma once

#include <optional>

#include "policies/language/policy.h"

namespace tenure {

// Whether a request spec makes more of what is expected: such a class has to
// know above what; one that only takes (0.8x of what short pods say) can do
// without.
[[nodiscard]] bool GivesHeadroom(const std::optional<RequestSpec>& request);

// A class that protects its pods, rather than having them make room.
[[nodiscard]] bool Protects(const ClassPolicy& of_class);

}  // namespace tenure
