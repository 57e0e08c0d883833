#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "policies/engine/request.h"
#include "policies/language/match.h"

namespace tenure {

[[nodiscard]] inline bool MatchesAny(const std::vector<Glob>& globs, std::string_view text) {
  return std::ranges::any_of(globs, [&](const Glob& glob) { return glob.Matches(text); });
}

// namespace/name of the account that the pod runs as.
[[nodiscard]] inline std::string ServiceAccountOf(const Request& request) {
  const std::string_view name = request.pod.spec.service_account_name;
  std::string account(request.name_space);
  account += '/';
  return account += name.empty() ? "default" : name;
}

}  // namespace tenure
