#pragma once

#include <string_view>

#include "policies/engine/request.h"
#include "policies/language/policy.h"

namespace tenure {

// How the policy holds for one pod or Job: its mode and the levels of its
// rules, after the override of its namespace. Where they disagree, the weakest
// wins; what a rollout leaves out is audited.
class Standing {
 public:
  // `metadata` is that of what is created: the pod's, or the Job's.
  Standing(const Policy& policy, std::string_view name_space, const Metadata& metadata);

  [[nodiscard]] Level mode() const { return mode_; }
  [[nodiscard]] bool is_outside_rollout() const { return is_outside_rollout_; }
  [[nodiscard]] Level LevelOf(std::string_view rule, Level by_default) const;
  // What it would be in the mode `enforce`.
  [[nodiscard]] Level LevelByRule(std::string_view rule, Level by_default) const;
  // What a rule may do about that which only history says: warn, unless the
  // policy itself has the rule enforced.
  [[nodiscard]] Level LevelByHistory(std::string_view rule) const;

 private:
  const Policy& policy_;
  const Override* override_ = nullptr;
  Level mode_;
  bool is_outside_rollout_ = false;
};

}  // namespace tenure
