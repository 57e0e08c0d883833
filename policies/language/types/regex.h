#pragma once

#include <re2/re2.h>

#include <memory>

#include "policies/language/types/type.h"

namespace tenure {

// A regular expression of RE2, which takes linear time whatever the text is;
// bounded, so that compiling it takes little memory.
[[nodiscard]] Type<std::shared_ptr<const re2::RE2>> Regex();

}  // namespace tenure
