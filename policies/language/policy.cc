#include "policies/language/policy.h"

#include <algorithm>

namespace tenure {

const ClassPolicy* Policy::FindClass(std::string_view name) const {
  const auto found = std::ranges::find(classes, name, &ClassPolicy::name);
  return found == classes.end() ? nullptr : &*found;
}

const Strategy* Policy::FindStrategy(std::string_view name) const {
  const auto& strategies = checkpoint.strategies;
  const auto found = std::ranges::find(strategies, name, &Strategy::name);
  return found == strategies.end() ? nullptr : &*found;
}

}  // namespace tenure
