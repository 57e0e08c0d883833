#include "policies/engine/decision.h"

#include <algorithm>

namespace tenure {

bool Decision::Refused() const {
  return std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.level == Level::kEnforce; });
}

}  // namespace tenure
