#pragma once

#include "policies/language/checkpoint.h"
#include "policies/language/types/mapping.h"

namespace tenure {

[[nodiscard]] const Mapping<CheckpointSpec>& CheckpointTable();

}  // namespace tenure
