#include "certs/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>

namespace tenure {
namespace {

using Path = std::filesystem::path;

tl::unexpected<std::string> Failed(const Path& path) {
  return tl::unexpected(path.string() + ": " + std::generic_category().message(errno));
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

tl::expected<std::string, std::string> ReadFile(const Path& path) {
  // A folder can be opened, and then its stream buffer throws.
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    errno = EISDIR;
    return Failed(path);
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return Failed(path);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return Failed(path);
  return bytes;
}

tl::expected<void, std::string> WriteFile(const Path& path, std::string_view bytes,
                                          FileAccess access) {
  const Path temporary = path.string() + ".new";
  const mode_t mode = access == FileAccess::kOwnerOnly ? 0600 : 0644;
  ::unlink(temporary.c_str());
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) return Failed(temporary);
  const bool written = ::fchmod(fd, mode) == 0 && WriteAll(fd, bytes) && ::fsync(fd) == 0;
  if (!written) {
    const auto error = Failed(temporary);
    ::close(fd);
    ::unlink(temporary.c_str());
    return error;
  }
  ::close(fd);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) return Failed(path);
  return {};
}

}  // namespace tenure
