#pragma once

#include <string>

#include "policies/engine/request.h"

namespace tenure {

// Whether a pod is among so many percent of all. All pods of one owner are, or
// none; both webhooks say the same, and a dry run says what the real thing
// will; and whoever is among 10 % is among 25 %.
[[nodiscard]] bool IsInRollout(const Metadata& metadata, std::string_view name_space, int percent);

// What the share is counted over: the UID of the owner, else the namespace and
// the name, or what it is generated from: a generated name is not there yet in
// the first round.
[[nodiscard]] std::string RolloutKey(const Metadata& metadata, std::string_view name_space);

}  // namespace tenure
