#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "policies/estimates/estimates.h"

namespace tenure {

// The estimates of a text, `name` being what it is called. What is wrong is
// told on `errors`, a line each; null then.
[[nodiscard]] std::shared_ptr<const Estimates> LoadEstimates(const std::string& name,
                                                             std::string_view text,
                                                             std::ostream& errors);

// The same of a file; none at all where the name is empty.
[[nodiscard]] std::shared_ptr<const Estimates> LoadEstimatesFile(const std::string& file,
                                                                 std::ostream& errors);

}  // namespace tenure
