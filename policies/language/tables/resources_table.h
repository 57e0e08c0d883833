#pragma once

#include "policies/language/resources_spec.h"
#include "policies/language/types/mapping.h"

namespace tenure {

[[nodiscard]] const Mapping<ResourcesSpec>& ResourcesTable();

}  // namespace tenure
