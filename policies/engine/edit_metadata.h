#pragma once

#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

void SetLabel(Draft& draft, Protection by, std::string_view key, std::string_view value);
void SetAnnotation(Draft& draft, Protection by, std::string_view key, std::string_view value);

}  // namespace tenure
