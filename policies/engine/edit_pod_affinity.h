#pragma once

#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

// Appends a term to podAntiAffinity: required ones are ANDed, so that this
// tightens; a preferred one gets the weight 100. `json` is the term as it goes
// into a patch.
void KeepApart(Draft& draft, const PodAffinityTerm& term, bool required, std::string_view json);

}  // namespace tenure
