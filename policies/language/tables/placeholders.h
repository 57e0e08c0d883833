#pragma once

#include <string>

#include "policies/language/types/type.h"

namespace tenure {

// TextArena of a strategy in which <dir> (the pod's checkpoint folder) and <hash>
// (of image, command and args) are filled in for each pod.
[[nodiscard]] Type<std::string> TemplateText(std::string words);

}  // namespace tenure
