#pragma once

#include <cstddef>
#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

// Of spec.containers[container].
void SetRequest(Draft& draft, std::size_t container, std::string_view resource,
                const Quantity& amount);
void SetLimit(Draft& draft, std::size_t container, std::string_view resource,
              const Quantity& amount);
void RemoveLimit(Draft& draft, std::size_t container, std::string_view resource);

}  // namespace tenure
