#include "webhook/cli/review/sources.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace tenure {
namespace {

namespace fs = std::filesystem;

constexpr std::array kExtensions = {".yaml", ".yml", ".json"};

std::string ReasonOf(const std::error_code& error) { return error.message(); }

std::string ReadAll(std::istream& stream) {
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void ReadFile(const fs::path& path, Sources& result) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const std::error_code error(errno, std::generic_category());
    result.errors.push_back({.source = path.string(), .message = ReasonOf(error)});
    return;
  }
  result.sources.push_back({path.string(), ReadAll(file)});
}

bool IsHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

bool IsManifest(const fs::directory_entry& entry) {
  const std::string extension = entry.path().extension().string();
  std::error_code ignored;
  return entry.is_regular_file(ignored) &&
         std::ranges::find(kExtensions, extension) != kExtensions.end();
}

std::vector<fs::path> ManifestsBelow(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> found;
  fs::recursive_directory_iterator entry(folder, error);
  for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (IsHidden(entry->path())) {
      entry.disable_recursion_pending();
    } else if (IsManifest(*entry)) {
      found.push_back(entry->path());
    }
  }
  std::ranges::sort(found);
  return found;
}

void ReadFolder(const fs::path& folder, Sources& result) {
  std::error_code error;
  const std::vector<fs::path> files = ManifestsBelow(folder, error);
  if (error) {
    result.errors.push_back({.source = folder.string(), .message = ReasonOf(error)});
  } else if (files.empty()) {
    result.errors.push_back(
        {.source = folder.string(), .message = "no *.yaml, *.yml or *.json in this folder"});
  }
  for (const fs::path& file : files) ReadFile(file, result);
}

}  // namespace

Sources ReadSources(const std::vector<std::string>& names, std::istream& standard_input) {
  Sources result;
  for (const std::string& name : names) {
    std::error_code ignored;
    if (name == "-") {
      result.sources.push_back({"standard input", ReadAll(standard_input)});
    } else if (fs::is_directory(name, ignored)) {
      ReadFolder(name, result);
    } else {
      ReadFile(name, result);
    }
  }
  return result;
}

}  // namespace tenure
