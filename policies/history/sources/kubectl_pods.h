#pragma once

#include <span>
#include <string>
#include <tl/expected.hpp>

#include "policies/estimates/step.h"
#include "policies/history/sources/byte_source.h"
#include "policies/history/sources/import.h"

namespace tenure {

// `kubectl get pods -A -o json`: runtimes of pods that are over and still there.
// Their usage is not on them.
[[nodiscard]] tl::expected<void, std::string> ReadKubectlPods(ByteSource& source,
                                                              std::span<const StepMatcher> matchers,
                                                              Import& import);

}  // namespace tenure
