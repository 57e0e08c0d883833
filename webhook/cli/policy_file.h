#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "policies/language/policy.h"

namespace tenure {

// The policy of a file, or the built-in one where the name is empty. What is
// wrong or doubtful is told on `errors`, a line each; there is no policy when
// something is wrong.
[[nodiscard]] std::optional<Policy> LoadPolicyFile(const std::string& file, std::ostream& errors);

}  // namespace tenure
