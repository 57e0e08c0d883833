#pragma once

#include <cstddef>
#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

// Appends one; `json` is the toleration as it goes into a patch.
void AddToleration(Draft& draft, Protection by, const Toleration& toleration,
                   std::string_view json);

// Of spec.tolerations[index].
void SetTolerationSeconds(Draft& draft, Protection by, std::size_t index, std::int64_t seconds);

}  // namespace tenure
