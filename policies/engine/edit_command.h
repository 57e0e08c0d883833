#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

// Puts words into a container's command, before the one at `place`.
void InsertIntoCommand(Draft& draft, std::size_t container, std::size_t place,
                       std::span<const std::string> words);
// Does nothing where the word is this one.
void SetCommandWord(Draft& draft, std::size_t container, std::size_t place, std::string_view word);

}  // namespace tenure
