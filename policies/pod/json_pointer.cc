#include "policies/pod/json_pointer.h"

#include <algorithm>

namespace tenure {

void AppendPointerToken(std::string& pointer, std::string_view token) {
  pointer += '/';
  const bool is_plain = std::ranges::none_of(token, [](char c) { return c == '~' || c == '/'; });
  if (is_plain) {
    pointer += token;
    return;
  }
  for (const char c : token) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

void AppendPointerToken(std::string& pointer, std::size_t index) {
  pointer += '/';
  pointer += std::to_string(index);
}

std::string UnescapePointerToken(std::string_view token) {
  std::string out;
  out.reserve(token.size());
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escaped = token[i] == '~' && i + 1 < token.size();
    out += !escaped ? token[i] : token[++i] == '1' ? '/' : '~';
  }
  return out;
}

}  // namespace tenure
