#include "policies/engine/node_loss.h"

#include <algorithm>

namespace tenure {

std::optional<std::size_t> FirstTolerationOf(
    const std::optional<std::vector<Toleration>>& tolerations, std::string_view taint) {
  if (!tolerations) return std::nullopt;
  const auto found = std::ranges::find_if(*tolerations, [&](const Toleration& toleration) {
    const bool key = toleration.key == taint || toleration.key.empty();
    const bool value = toleration.op == "Exists" || toleration.value.empty();
    return key && value && (toleration.effect.empty() || toleration.effect == "NoExecute");
  });
  if (found == tolerations->end()) return std::nullopt;
  return static_cast<std::size_t>(found - tolerations->begin());
}

}  // namespace tenure
