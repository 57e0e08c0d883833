#pragma once

#include <string>
#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

void SetLabel(Draft& draft, Protection by, std::string_view key, std::string value);
void SetAnnotation(Draft& draft, Protection by, std::string_view key, std::string value);

}  // namespace tenure
