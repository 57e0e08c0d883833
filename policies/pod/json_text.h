#pragma once

#include <string>
#include <string_view>

namespace tenure {

// Appends `text`, which must be UTF-8, as a JSON string with its quotes (RFC 8259, section 7).
void AppendJsonString(std::string& out, std::string_view text);

[[nodiscard]] std::string JsonString(std::string_view text);

}  // namespace tenure
