#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "policies/language/policy.h"

namespace tenure {

// The policy of a text, `name` being what it is called. What is wrong or
// doubtful is told on `errors`, a line each; there is no policy when something
// is wrong.
[[nodiscard]] std::optional<Policy> LoadPolicy(const std::string& name, std::string_view text,
                                               std::ostream& errors);

// The same of a file, or of the built-in one where the name is empty.
[[nodiscard]] std::optional<Policy> LoadPolicyFile(const std::string& file, std::ostream& errors);

}  // namespace tenure
