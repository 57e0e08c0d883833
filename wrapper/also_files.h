// Files outside the volume (--also): they go with the pod, so the checkpoint
// carries copies, with modes, owners and symlinks.
#pragma once

#include <string>
#include <vector>

#include "wrapper/result.h"

namespace tenure::wrapper {

// Copies each path that exists into FOLDER/PATH.
Result<> SaveAlso(const std::vector<std::string>& paths, const std::string& folder);

// Copies them back; what the new pod has under these paths gives way.
Result<> PutBackAlso(const std::vector<std::string>& paths, const std::string& folder);

}  // namespace tenure::wrapper
