#include "policies/history/sources/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace tenure {
namespace {

std::string ErrnoText() { return std::system_category().message(errno); }

}  // namespace

tl::expected<std::unique_ptr<FileSource>, std::string> FileSource::Open(const std::string& path) {
  const int descriptor =
      path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return tl::unexpected(path + ": " + ErrnoText());
  struct stat status = {};
  ::fstat(descriptor, &status);
  const auto total = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  return std::unique_ptr<FileSource>(new FileSource(path, descriptor, total));
}

FileSource::~FileSource() { ::close(descriptor_); }

tl::expected<std::size_t, std::string> FileSource::Read(std::span<char> into) {
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, into.data(), into.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) return tl::unexpected(path_ + ": " + ErrnoText());
  done_ += static_cast<std::uint64_t>(count);
  return static_cast<std::size_t>(count);
}

}  // namespace tenure
