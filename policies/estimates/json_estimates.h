#pragma once

#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "policies/estimates/reader.h"

namespace tenure {

// ReadEstimates, of JSON.
[[nodiscard]] tl::expected<Estimates, std::vector<EstimatesError>> ReadJsonEstimates(
    std::string_view text);

}  // namespace tenure
