#include "wrapper/durable.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <array>
#include <filesystem>

#include "wrapper/file_descriptor.h"

namespace tenure::wrapper {
namespace {

namespace fs = std::filesystem;

Result<> WriteAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemFailure("cannot write " + path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

Result<> WriteSynced(const std::string& path, std::string_view bytes) {
  const FileDescriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!file.valid()) return SystemFailure("cannot create " + path);
  if (auto written = WriteAll(file.get(), bytes, path); !written) return written;
  if (fsync(file.get()) != 0) return SystemFailure("cannot sync " + path);
  return {};
}

std::string FolderOf(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

Result<std::string> ReadFile(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return SystemFailure("cannot open " + path);
  std::string bytes;
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemFailure("cannot read " + path);
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<size_t>(got));
  }
}

Result<> WriteDurably(const std::string& path, std::string_view bytes) {
  const std::string fresh = path + ".new";
  if (auto written = WriteSynced(fresh, bytes); !written) return written;
  return RenameDurably(fresh, path);
}

Result<> MakeFolders(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return Failure("cannot make " + path + ": " + error.message());
  return {};
}

Result<> SyncPath(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file.valid()) return SystemFailure("cannot open " + path);
  if (fsync(file.get()) != 0) return SystemFailure("cannot sync " + path);
  return {};
}

Result<> SyncTree(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto status = entry.symlink_status(error);
    if (fs::is_directory(status)) {
      if (auto synced = SyncTree(entry.path().string()); !synced) return synced;
    } else if (fs::is_regular_file(status)) {
      if (auto synced = SyncPath(entry.path().string()); !synced) return synced;
    }
  }
  if (error) return Failure("cannot list " + folder + ": " + error.message());
  return SyncPath(folder);
}

Result<> RenameDurably(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) != 0) {
    return SystemFailure("cannot rename " + from + " to " + to);
  }
  return SyncPath(FolderOf(to));
}

Result<> RemoveTree(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) return Failure("cannot remove " + path + ": " + error.message());
  return {};
}

Result<unsigned long long> FreeSpace(const std::string& path) {
  struct statvfs volume = {};
  if (statvfs(path.c_str(), &volume) != 0) return SystemFailure("cannot ask for space on " + path);
  return static_cast<unsigned long long>(volume.f_bavail) * volume.f_frsize;
}

}  // namespace tenure::wrapper
