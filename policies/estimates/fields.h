#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policies/estimates/estimates.h"

namespace tenure {

// Sets one field of a step from its text: runs, lastSeen, weak, runtime.p50,
// memory.p95 … The answer is what is wrong, if something is.
[[nodiscard]] std::optional<std::string> SetField(Estimate& estimate, std::string_view field,
                                                  std::string_view part, std::string_view text);

// Whether a step may have such a mapping: runtime, cpu, memory.
[[nodiscard]] bool HasParts(std::string_view field);

// What is wrong with a step as a whole: a P50 above the P95.
[[nodiscard]] std::optional<std::string> Contradiction(const Estimate& estimate);

}  // namespace tenure
