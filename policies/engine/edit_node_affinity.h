#pragma once

#include <span>

#include "policies/engine/draft.h"
#include "policies/language/placement.h"

namespace tenure {

// Terms are ORed, and what is in one is ANDed: the requirements go into every
// term that matches anything, and into one of their own where there is none
// (component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go).
void RequireOfNodes(Draft& draft, std::span<const NodeRequirement* const> requirements);

void PreferNodes(Draft& draft, const NodePreference& preference);

}  // namespace tenure
