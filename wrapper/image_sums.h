// Size and checksum of each file of a generation.
#pragma once

#include <string>
#include <vector>

#include "wrapper/manifest.h"
#include "wrapper/result.h"

namespace tenure::wrapper {

// Every regular file below the folder but the manifest and logs, by path.
Result<std::vector<ImageFile>> SumImages(const std::string& folder);

// The first file that is missing, of another size or of other content.
Result<> VerifyImages(const std::string& folder, const std::vector<ImageFile>& images);

}  // namespace tenure::wrapper
