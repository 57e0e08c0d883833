#include "wrapper/image_sums.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "wrapper/crc32c.h"
#include "wrapper/file_descriptor.h"

namespace tenure::wrapper {
namespace {

namespace fs = std::filesystem;

constexpr size_t kChunk = 1 << 20;

Result<ImageFile> Sum(const std::string& folder, const std::string& relative) {
  const std::string path = folder + "/" + relative;
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.valid()) return SystemFailure("cannot open " + path);
  ImageFile image{.path = relative};
  std::string buffer(kChunk, '\0');
  for (;;) {
    const ssize_t got = read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemFailure("cannot read " + path);
    if (got == 0) return image;
    image.crc32c = Crc32c({buffer.data(), static_cast<size_t>(got)}, image.crc32c);
    image.size += static_cast<unsigned long long>(got);
  }
}

bool Counts(const fs::path& relative) {
  return relative != Manifest::kName && relative.extension() != ".log";
}

}  // namespace

Result<std::vector<ImageFile>> SumImages(const std::string& folder) {
  std::vector<ImageFile> images;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    const fs::path relative = entry.path().lexically_relative(folder);
    if (!fs::is_regular_file(entry.symlink_status(error)) || !Counts(relative)) continue;
    auto image = Sum(folder, relative.string());
    if (!image) return Failure(image.error());
    images.push_back(std::move(*image));
  }
  if (error) return Failure("cannot list " + folder + ": " + error.message());
  std::sort(images.begin(), images.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return images;
}

Result<> VerifyImages(const std::string& folder, const std::vector<ImageFile>& images) {
  for (const ImageFile& expected : images) {
    const auto found = Sum(folder, expected.path);
    if (!found) return Failure(found.error());
    if (found->size != expected.size) {
      return Failure(folder + "/" + expected.path + " has " + std::to_string(found->size) +
                     " bytes, not " + std::to_string(expected.size));
    }
    if (found->crc32c != expected.crc32c) {
      return Failure(folder + "/" + expected.path + " is damaged: its checksum does not match");
    }
  }
  return {};
}

}  // namespace tenure::wrapper
