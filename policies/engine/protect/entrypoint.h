#pragma once

#include <cstddef>

#include "policies/engine/checkpoint/plan.h"
#include "policies/engine/draft.h"

namespace tenure {

// Puts the strategy's wrapper in front of the container's command. What it
// starts stays as it was written, with every $(VAR), and so do the args: the
// kubelet makes one command line of the two.
void WrapEntrypoint(const CheckpointPlan& plan, Draft& draft, std::size_t container);

}  // namespace tenure
