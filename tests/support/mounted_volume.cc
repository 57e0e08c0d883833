#include "tests/support/mounted_volume.h"

#include <fstream>
#include <string>

namespace tenure::test {
namespace {

namespace fs = std::filesystem;

void WriteFiles(const fs::path& folder, const MountedVolume::Files& files) {
  fs::create_directory(folder);
  for (const auto& [name, content] : files) std::ofstream(folder / name) << content;
}

void LinkThroughData(const fs::path& folder, const MountedVolume::Files& files) {
  for (const auto& [name, content] : files) {
    if (!fs::is_symlink(folder / name))
      fs::create_symlink(fs::path("..data") / name, folder / name);
  }
}

void RemoveStaleLinks(const fs::path& folder, const MountedVolume::Files& files) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (!name.starts_with("..") && !files.contains(name)) fs::remove(entry.path());
  }
}

}  // namespace

void MountedVolume::Update(const Files& files) {
  const fs::path& folder = folder_.path();
  const std::string old_version = "..version-" + std::to_string(version_);
  const std::string new_version = "..version-" + std::to_string(++version_);
  WriteFiles(folder / new_version, files);
  fs::create_directory_symlink(new_version, folder / "..data_tmp");
  fs::rename(folder / "..data_tmp", folder / "..data");
  LinkThroughData(folder, files);
  RemoveStaleLinks(folder, files);
  fs::remove_all(folder / old_version);
}

}  // namespace tenure::test
