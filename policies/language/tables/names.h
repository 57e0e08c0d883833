#pragma once

#include <string>

#include "policies/language/types/type.h"

namespace tenure {

// What gives a class or a strategy its name, and what refers to one by it.
// Whether each name is given once, and every reference leads somewhere, is
// known when the whole file has been read: CheckNames.
[[nodiscard]] Type<std::string> ClassName();
[[nodiscard]] Type<std::string> ClassReference();
[[nodiscard]] Type<std::string> StrategyName();
[[nodiscard]] Type<std::string> StrategyReference();

void CheckNames(Reading& reading);

}  // namespace tenure
