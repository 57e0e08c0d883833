#pragma once

#include <span>
#include <string_view>

#include "policies/language/level.h"

namespace tenure {

struct RuleId {
  std::string_view id;
  Level level;  // by default
  bool operator==(const RuleId&) const = default;
};

// The rules that a policy can name, sorted: those of policies/rules.def.
[[nodiscard]] std::span<const RuleId> RuleIds();

}  // namespace tenure
