#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenure {

// The word that was probably meant by a misspelt one; nothing if none is near.
[[nodiscard]] std::optional<std::string> Nearest(std::string_view word,
                                                 const std::vector<std::string>& words);

// "; did you mean memory?", or if nothing is near "; write enforce, warn or
// audit", as long as that is short.
[[nodiscard]] std::string DidYouMean(std::string_view word, const std::vector<std::string>& words);

// "enforce, warn or audit"
[[nodiscard]] std::string AnyOf(const std::vector<std::string>& words);

}  // namespace tenure
