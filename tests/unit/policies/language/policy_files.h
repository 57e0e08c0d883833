#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace tenure {

inline std::string FileText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The policies of tests/data/policies/FOLDER, sorted by name.
inline std::vector<std::filesystem::path> PolicyFiles(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path root = std::filesystem::path(TENURE_TEST_DATA) / "policies" / folder;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// What is written beside a policy, in NAME.txt; empty if there is no such file.
inline std::string TextBeside(std::filesystem::path policy) {
  return FileText(policy.replace_extension(".txt"));
}

// For the names of parametrised tests: letters and digits only.
inline std::string TestName(const std::filesystem::path& path) {
  std::string name = path.stem();
  std::ranges::replace(name, '-', '_');
  return name;
}

}  // namespace tenure
