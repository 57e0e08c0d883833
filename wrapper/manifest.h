// What a generation holds, written beside its images as `manifest`.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "wrapper/records.h"
#include "wrapper/result.h"

namespace tenure::wrapper {

struct ImageFile {
  std::string path;  // relative to the generation
  unsigned long long size = 0;
  uint32_t crc32c = 0;

  bool operator==(const ImageFile&) const = default;
};

// A file that the job had open for writing. What was written after the
// checkpoint is cut off when the job goes back to it, or it would be there twice.
struct OpenFile {
  std::string path;
  unsigned long long size = 0;

  bool operator==(const OpenFile&) const = default;
};

struct Manifest {
  static constexpr const char* kName = "manifest";

  std::string image_check;
  int job_pid = 0;
  std::vector<int> ids;                // process, thread, group and session ids in use
  std::array<std::string, 3> streams;  // "pipe:[123]" of standard input, output and error
  std::vector<OpenFile> open_files;
  std::vector<std::string> also;  // paths whose copies are in also/
  bool compressed = false;
  unsigned long long bytes = 0;      // of memory images, uncompressed
  long long written = 0;             // seconds since 1970
  long long pause_milliseconds = 0;  // how long the job stood still
  std::vector<ImageFile> images;

  Records ToRecords() const;
  static Result<Manifest> FromRecords(const Records& records);
};

}  // namespace tenure::wrapper
