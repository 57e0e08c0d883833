#include "wrapper/also_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "wrapper/durable.h"

namespace tenure::wrapper {
namespace {

namespace fs = std::filesystem;

Result<> CopyContent(const fs::path& from, const fs::path& to, const struct stat& info) {
  std::error_code error;
  if (S_ISDIR(info.st_mode)) {
    fs::create_directories(to, error);
  } else if (S_ISLNK(info.st_mode)) {
    fs::remove(to, error);
    fs::copy_symlink(from, to, error);
  } else if (S_ISREG(info.st_mode)) {
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  }
  if (error)
    return Failure("cannot copy " + from.string() + " to " + to.string() + ": " + error.message());
  return {};
}

Result<> CopyTree(const fs::path& from, const fs::path& to) {
  struct stat info = {};
  if (lstat(from.c_str(), &info) != 0) return SystemFailure("cannot look at " + from.string());
  if (!S_ISDIR(info.st_mode) && !S_ISLNK(info.st_mode) && !S_ISREG(info.st_mode)) return {};
  if (auto copied = CopyContent(from, to, info); !copied) return copied;
  if (lchown(to.c_str(), info.st_uid, info.st_gid) != 0) {
    return SystemFailure("cannot give " + to.string() + " its owner");
  }
  if (!S_ISLNK(info.st_mode) && chmod(to.c_str(), info.st_mode & 07777) != 0) {
    return SystemFailure("cannot give " + to.string() + " its mode");
  }
  if (!S_ISDIR(info.st_mode)) return {};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(from, error)) {
    if (auto copied = CopyTree(entry.path(), to / entry.path().filename()); !copied) return copied;
  }
  return error ? Result<>(Failure("cannot list " + from.string() + ": " + error.message()))
               : Result<>();
}

Result<> CopyInto(const fs::path& from, const fs::path& to) {
  if (auto made = MakeFolders(to.parent_path().string()); !made) return made;
  return CopyTree(from, to);
}

bool Exists(const std::string& path) {
  struct stat info = {};
  return lstat(path.c_str(), &info) == 0;
}

}  // namespace

Result<> SaveAlso(const std::vector<std::string>& paths, const std::string& folder) {
  for (const auto& path : paths) {
    if (!Exists(path)) continue;
    if (auto copied = CopyInto(path, folder + path); !copied) return copied;
  }
  return {};
}

Result<> PutBackAlso(const std::vector<std::string>& paths, const std::string& folder) {
  for (const auto& path : paths) {
    if (!Exists(folder + path)) continue;
    if (auto copied = CopyInto(folder + path, path); !copied) return copied;
  }
  return {};
}

}  // namespace tenure::wrapper
