#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tenure::test {

// tests/data/NAME
[[nodiscard]] std::filesystem::path DataPath(const std::string& name);
[[nodiscard]] std::string ReadFile(const std::filesystem::path& path);
// Files of a folder whose names end so, sorted.
[[nodiscard]] std::vector<std::filesystem::path> FilesEndingWith(
    const std::filesystem::path& folder, const std::string& ending);

}  // namespace tenure::test
