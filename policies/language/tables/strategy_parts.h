#pragma once

#include <string>
#include <vector>

#include "policies/language/checkpoint.h"
#include "policies/language/types/mapping.h"

namespace tenure {

// The parts of a strategy that are more than a scalar.

// NAME: value, or NAME: {fieldPath: …}
[[nodiscard]] Type<std::vector<EnvSpec>> Environment();
// path: content
[[nodiscard]] Type<std::vector<FileSpec>> Files();
[[nodiscard]] const Mapping<BinariesSpec>& BinariesTable();
// 5m, or {perGi: 4s, plus: 30s, atMost: 1h}
[[nodiscard]] Type<GraceSpec> GracePeriod();

}  // namespace tenure
