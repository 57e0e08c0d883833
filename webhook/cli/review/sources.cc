#include "webhook/cli/review/sources.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "certs/files.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;

constexpr std::array kExtensions = {".yaml", ".yml", ".json"};

std::string ReadAll(std::istream& stream) {
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void AddFile(const fs::path& path, Sources& result) {
  auto text = ReadFile(path);
  if (text) {
    result.sources.push_back({path.string(), std::move(*text)});
  } else {
    result.errors.push_back(text.error());
  }
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
      found.push_back(entry->path().lexically_normal());
    }
  }
  std::ranges::sort(found);
  return found;
}

void ReadFolder(const fs::path& folder, Sources& result) {
  std::error_code error;
  const std::vector<fs::path> files = ManifestsBelow(folder, error);
  if (error) {
    result.errors.push_back(folder.string() + ": " + error.message());
  } else if (files.empty()) {
    result.errors.push_back(folder.string() + ": no *.yaml, *.yml or *.json in this folder");
  }
  for (const fs::path& file : files) AddFile(file, result);
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
      AddFile(name, result);
    }
  }
  return result;
}

}  // namespace tenure
