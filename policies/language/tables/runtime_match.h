#pragma once

#include "policies/language/match.h"
#include "policies/language/types/type.h"

namespace tenure {

// `runtime: known`, or {timesTypical: 10, atLeast: 6h}. What a multiple of the
// typical runtime is, is computed here.
[[nodiscard]] Type<RuntimeMatch> RuntimeMatchType();

}  // namespace tenure
