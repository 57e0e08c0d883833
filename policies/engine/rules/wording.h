#pragma once

#include <string>
#include <string_view>

#include "policies/engine/quoted.h"

namespace tenure::rules {

// /metadata/annotations/tenure.dev~1class
[[nodiscard]] std::string AnnotationPointer(std::string_view key);

}  // namespace tenure::rules
