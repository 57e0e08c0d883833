#pragma once

#include <optional>
#include <string>
#include <vector>

#include "webhook/cli/review/verdict.h"

namespace tenure {

// What a change of policy makes of one pod.
struct Difference {
  std::string pod;  // "Job science/assembly"
  std::string source;
  std::string old_class;  // empty: none
  std::string new_class;
  bool was_admitted = true;
  bool is_admitted = true;
  std::vector<std::string> protections;  // whose changes are not the same
  std::vector<std::string> new_rules;    // that refuse it now, and did not
};

// Nothing where both come out alike: the policy's own hash is no difference.
[[nodiscard]] std::optional<Difference> Compare(const Verdict& before, const Verdict& after);

}  // namespace tenure
