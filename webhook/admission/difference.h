#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/engine/decision.h"

namespace tenure {

// What both webhooks say of one object. The mutating one's decision can stand
// for both: it judges the pod as its changes make it.
struct Outcome {
  const Decision& mutation;
  const Decision& validation;
};

// What a change of policy makes of one object.
struct Difference {
  std::string old_class;  // empty: none
  std::string new_class;
  bool was_admitted = true;
  bool is_admitted = true;
  std::vector<std::string_view> protections;  // whose changes are not the same
  std::vector<std::string_view> new_rules;    // that refuse it now, and did not
  std::vector<std::string_view> gone_rules;   // that refused it, and do no longer

  [[nodiscard]] bool ChangesClass() const { return old_class != new_class; }
  [[nodiscard]] bool IsNewlyRefused() const { return was_admitted && !is_admitted; }
  [[nodiscard]] bool IsNewlyAdmitted() const { return !was_admitted && is_admitted; }
};

// Nothing where both come out alike: that another policy has decided is no difference.
[[nodiscard]] std::optional<Difference> Compare(const Outcome& before, const Outcome& after);

}  // namespace tenure
