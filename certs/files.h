#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tenure {

enum class FileAccess : std::uint8_t { kOwnerOnly /* 0600 */, kReadable /* 0644 */ };

// The content of a small file. The error names it: "tls.crt: Permission denied".
[[nodiscard]] tl::expected<std::string, std::string> ReadFile(const std::filesystem::path& path);

// Replaces a file at once: readers see the old or the new content, never a
// part, and a secret is at no time readable for others. The error names the file.
[[nodiscard]] tl::expected<void, std::string> WriteFile(const std::filesystem::path& path,
                                                        std::string_view bytes, FileAccess access);

}  // namespace tenure
