#pragma once

#include <string>

#include "policies/estimates/estimates.h"

namespace tenure {

// An estimates document that ReadEstimates reads, its steps in order of their
// names; `day` is when it was made.
[[nodiscard]] std::string EstimatesYaml(const Estimates& estimates, const std::string& day);
[[nodiscard]] std::string EstimatesJson(const Estimates& estimates, const std::string& day);

// What a ConfigMap takes in all its data (pkg/apis/core/validation, MaxSecretSize).
inline constexpr std::size_t kConfigMapBytes = std::size_t{1} << 20;

}  // namespace tenure
