// The images of a checkpoint, compressed with zstd (RFC 8878), file by file.
#pragma once

#include <string>

#include "wrapper/result.h"

namespace tenure::wrapper {

// Each *.img of the folder becomes *.img.zst.
Result<> CompressImages(const std::string& folder);

// Writes the *.img of `from` into the folder `to`.
Result<> DecompressImages(const std::string& from, const std::string& to);

}  // namespace tenure::wrapper
