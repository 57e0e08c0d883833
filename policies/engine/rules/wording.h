#pragma once

#include <string>
#include <string_view>

namespace tenure::rules {

// Somebody's text as part of a message, which has to stay below 120 bytes.
[[nodiscard]] std::string Quoted(std::string_view text);

// /metadata/annotations/tenure.dev~1class
[[nodiscard]] std::string AnnotationPointer(std::string_view key);

}  // namespace tenure::rules
