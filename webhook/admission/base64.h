#pragma once

#include <string>
#include <string_view>

namespace tenure {

// Appends `bytes` in base64 with padding (RFC 4648, section 4), as Go decodes a []byte.
void AppendBase64(std::string& out, std::string_view bytes);

}  // namespace tenure
