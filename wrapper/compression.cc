#include "wrapper/compression.h"

#include <fcntl.h>
#include <zstd.h>

#include <filesystem>
#include <functional>
#include <memory>

#include "wrapper/durable.h"
#include "wrapper/file_descriptor.h"

namespace tenure::wrapper {
namespace {

namespace fs = std::filesystem;

// The fastest level: what is saved must be saved within a grace period.
constexpr int kLevel = 1;
constexpr const char* kSuffix = ".zst";

// One step of a stream: consumes of `in`, produces into `out`; 0 when a frame is complete.
using Step = std::function<size_t(ZSTD_outBuffer*, ZSTD_inBuffer*, bool last)>;

Result<> WriteFully(int fd, const char* data, size_t size, const std::string& path) {
  while (size > 0) {
    const ssize_t written = write(fd, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemFailure("cannot write " + path);
    data += written;
    size -= static_cast<size_t>(written);
  }
  return {};
}

Result<ssize_t> ReadSome(int fd, std::string& buffer, const std::string& path) {
  for (;;) {
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got >= 0) return got;
    if (errno != EINTR) return SystemFailure("cannot read " + path);
  }
}

Result<> Transform(const fs::path& from, const fs::path& to, const Step& step) {
  const FileDescriptor source(open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source.valid()) return SystemFailure("cannot open " + from.string());
  const FileDescriptor target(open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!target.valid()) return SystemFailure("cannot create " + to.string());
  std::string in(ZSTD_CStreamInSize(), '\0');
  std::string out(ZSTD_CStreamOutSize(), '\0');
  size_t left = 0;
  for (bool last = false; !last;) {
    const auto got = ReadSome(source.get(), in, from.string());
    if (!got) return Failure(got.error());
    last = *got == 0;
    ZSTD_inBuffer input{in.data(), static_cast<size_t>(*got), 0};
    for (bool more = true; more;) {
      ZSTD_outBuffer output{out.data(), out.size(), 0};
      left = step(&output, &input, last);
      if (ZSTD_isError(left) != 0) return Failure(from.string() + ": " + ZSTD_getErrorName(left));
      auto written = WriteFully(target.get(), out.data(), output.pos, to.string());
      if (!written) return written;
      more = input.pos < input.size || output.pos == output.size ||
             (last && left > 0 && output.pos > 0);
    }
  }
  return left == 0 ? Result<>() : Failure(from.string() + " is cut short");
}

Result<> ForEach(const std::string& folder, const std::string& suffix,
                 const std::function<Result<>(const fs::path&)>& act) {
  std::error_code error;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().string().ends_with(suffix)) found.push_back(entry.path());
  }
  if (error) return Failure("cannot list " + folder + ": " + error.message());
  for (const auto& path : found) {
    if (auto acted = act(path); !acted) return acted;
  }
  return {};
}

Result<> CompressFile(const fs::path& path) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                     &ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  auto done = Transform(
      path, path.string() + kSuffix, [&](ZSTD_outBuffer* out, ZSTD_inBuffer* in, bool last) {
        return ZSTD_compressStream2(context.get(), out, in, last ? ZSTD_e_end : ZSTD_e_continue);
      });
  return done ? RemoveTree(path.string()) : done;
}

Result<> DecompressFile(const fs::path& path, const std::string& to) {
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                     &ZSTD_freeDCtx);
  const fs::path plain = fs::path(to) / path.stem();
  size_t left = 1;  // of the frame; without input, zstd would tell of the next one
  return Transform(path, plain, [&](ZSTD_outBuffer* out, ZSTD_inBuffer* in, bool) {
    if (in->size > 0) left = ZSTD_decompressStream(context.get(), out, in);
    return left;
  });
}

}  // namespace

Result<> CompressImages(const std::string& folder) { return ForEach(folder, ".img", CompressFile); }

Result<> DecompressImages(const std::string& from, const std::string& to) {
  if (auto made = MakeFolders(to); !made) return made;
  return ForEach(from, std::string(".img") + kSuffix,
                 [&](const fs::path& path) { return DecompressFile(path, to); });
}

}  // namespace tenure::wrapper
