#pragma once

#include <string_view>

#include "policies/language/policy.h"

namespace tenure {

// How the policy holds in one namespace: its mode and the levels of its rules,
// after the override that applies there. Where they disagree, the weakest wins.
class Standing {
 public:
  Standing(const Policy& policy, std::string_view name_space);

  [[nodiscard]] Level mode() const { return mode_; }
  [[nodiscard]] Level LevelOf(std::string_view rule, Level by_default) const;
  // What a rule may do about that which only history says: warn, unless the
  // policy itself has the rule enforced.
  [[nodiscard]] Level LevelByHistory(std::string_view rule) const;

 private:
  const Policy& policy_;
  const Override* override_ = nullptr;
  Level mode_;
};

}  // namespace tenure
