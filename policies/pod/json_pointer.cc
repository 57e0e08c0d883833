#include "policies/pod/json_pointer.h"

#include <algorithm>

namespace tenure {

void AppendPointerToken(std::string& pointer, std::string_view token) {
  pointer += '/';
  while (true) {
    const std::size_t plain = std::min(token.find('~'), token.find('/'));
    pointer += token.substr(0, plain);
    if (plain == std::string_view::npos) return;
    pointer += token[plain] == '~' ? "~0" : "~1";
    token.remove_prefix(plain + 1);
  }
}

void AppendPointerToken(std::string& pointer, std::size_t index) {
  pointer += '/';
  pointer += std::to_string(index);
}

std::string_view PointerParent(std::string_view pointer) {
  return pointer.substr(0, pointer.rfind('/'));
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
