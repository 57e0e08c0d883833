#pragma once

#include <cstddef>
#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

// Sets a variable of a container; the last of several of that name is the one
// that counts.
void SetVariable(Draft& draft, std::size_t container, std::string_view name,
                 std::string_view value);
// To a field of the downward API. One that is there already stays.
void SetVariableToField(Draft& draft, std::size_t container, std::string_view name,
                        std::string_view field_path);

}  // namespace tenure
