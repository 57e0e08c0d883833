#pragma once

#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "policies/estimates/reader.h"

namespace tenure {

// ReadEstimates, of YAML.
[[nodiscard]] tl::expected<Estimates, std::vector<EstimatesError>> ReadYamlEstimates(
    std::string_view text);

}  // namespace tenure
