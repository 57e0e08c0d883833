#pragma once

#include "policies/language/disruption.h"
#include "policies/language/types/mapping.h"

namespace tenure {

[[nodiscard]] const Mapping<Disruption>& DisruptionTable();
[[nodiscard]] const Mapping<JobSpec>& JobTable();

}  // namespace tenure
