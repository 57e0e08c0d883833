// `tenure-wrap install DIR`: what an init container runs, from an image that
// has neither a shell nor cp.
#pragma once

#include <string>

#include "wrapper/result.h"

namespace tenure::wrapper {

// Copies this program and the criu/ beside it into `folder`.
Result<> Install(const std::string& folder);

}  // namespace tenure::wrapper
