#pragma once

#include "policies/language/resources_spec.h"
#include "policies/language/types/type.h"

namespace tenure {

// none, keep, request, an amount or a list of amounts.
[[nodiscard]] Type<LimitSpec> Limit();

}  // namespace tenure
