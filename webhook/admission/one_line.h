#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenure {

// `text` as the API server lets it through in a warning or a message: valid
// UTF-8 and no control characters, which it would drop with the whole text
// (apimachinery/pkg/util/net/http.go, NewWarningHeader). Each byte or
// character that may not be there becomes a "?".
[[nodiscard]] std::string OneLine(std::string_view text);

// The same, cut to fewer than `limit` bytes, "..." telling that it was cut.
[[nodiscard]] std::string OneLine(std::string_view text, std::size_t limit);

// Whether OneLine would change nothing, as far as ASCII tells: nearly every text is so.
[[nodiscard]] bool IsPlainLine(std::string_view text);

}  // namespace tenure
