#pragma once

#include <string>
#include <string_view>

namespace tenure {

// The first 12 hex digits of the SHA-256 of the bytes: enough to tell the
// policies of one cluster apart, short enough for an annotation on every pod.
[[nodiscard]] std::string FileHash(std::string_view bytes);

}  // namespace tenure
