#pragma once

#include "policies/language/match.h"
#include "policies/language/policy.h"
#include "policies/language/types/mapping.h"

namespace tenure {

[[nodiscard]] const Mapping<Match>& MatchTable();
[[nodiscard]] const Mapping<Allow>& AllowTable();

}  // namespace tenure
