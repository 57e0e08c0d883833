#pragma once

#include "policies/language/policy.h"
#include "policies/language/types/reading.h"

namespace tenure {

// What is only seen by looking at several classes, or overrides, together.
void CheckAcross(Reading& reading, const YamlNode& root, const Policy& policy);

}  // namespace tenure
