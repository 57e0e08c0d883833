#pragma once

#include "policies/language/policy.h"
#include "policies/language/types/reading.h"

namespace tenure {

// What is only seen by looking at several classes, or overrides, together. Only
// for a policy that was read without an error: its values are then those of the
// file, each in the place of its node.
void CheckAcross(Reading& reading, const YamlNode& root, const Policy& policy);

}  // namespace tenure
