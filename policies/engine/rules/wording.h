#pragma once

#include <string>
#include <string_view>

#include "policies/engine/quoted.h"

namespace tenure::rules {

// What users write where they want no checkpoints.
inline constexpr std::string_view kNoStrategy = "none";

// /metadata/annotations/tenure.dev~1class
[[nodiscard]] std::string AnnotationPointer(std::string_view key);

}  // namespace tenure::rules
