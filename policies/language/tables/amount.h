#pragma once

#include <vector>

#include "policies/language/resources_spec.h"
#include "policies/language/types/type.h"

namespace tenure {

// 1.5x, p95 or 64Gi.
[[nodiscard]] std::optional<Amount> ReadAmount(Reading& reading, const YamlNode& node);

// One amount, or a list of them.
[[nodiscard]] std::optional<std::vector<Amount>> ReadAmounts(Reading& reading,
                                                             const YamlNode& node);
[[nodiscard]] Type<std::vector<Amount>> Amounts();

}  // namespace tenure
