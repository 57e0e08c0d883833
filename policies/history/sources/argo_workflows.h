#pragma once

#include <string>
#include <tl/expected.hpp>

#include "policies/history/sources/byte_source.h"
#include "policies/history/sources/import.h"

namespace tenure {

// `kubectl get workflows -A -o json`: the pods among each workflow's nodes. Their
// resourcesDuration is what they asked for, not what they used, so that only
// runtimes come from here.
[[nodiscard]] tl::expected<void, std::string> ReadArgoWorkflows(ByteSource& source, Import& import);

}  // namespace tenure
