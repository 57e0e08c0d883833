#pragma once

#include <vector>

#include "policies/language/types/mapping.h"

namespace tenure {

// A mapping and all that it is made of, each once, in the order in which a
// reader of the file meets them.
[[nodiscard]] std::vector<const MappingInfo*> AllMappings(const MappingInfo& root);

}  // namespace tenure
