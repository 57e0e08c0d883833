#pragma once

#include <string>
#include <utility>
#include <vector>

#include "policies/language/types/type.h"

namespace tenure {

// Labels and annotations that a policy puts on pods; tenure.dev/ ones are not
// the policy's to write.
using StringPairs = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] Type<StringPairs> PodLabels();
[[nodiscard]] Type<StringPairs> PodAnnotations();

}  // namespace tenure
