#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenure {

// Appends "/token" with ~ and / escaped (RFC 6901, section 3).
void AppendPointerToken(std::string& pointer, std::string_view token);
void AppendPointerToken(std::string& pointer, std::size_t index);

// "/spec/containers" of "/spec/containers/0"; empty of the outermost, and of none.
[[nodiscard]] std::string_view PointerParent(std::string_view pointer);

// The other way round, for one token: ~1 is /, ~0 is ~.
[[nodiscard]] std::string UnescapePointerToken(std::string_view token);

// Pointer("/spec/containers", 0, "resources") is /spec/containers/0/resources.
// The first part is a pointer already; the others are tokens.
template <typename... Tokens>
[[nodiscard]] std::string Pointer(std::string_view base, const Tokens&... tokens) {
  constexpr std::size_t kUsualSize = 96;
  std::string pointer;
  pointer.reserve(kUsualSize);
  pointer += base;
  (AppendPointerToken(pointer, tokens), ...);
  return pointer;
}

}  // namespace tenure
