#include "policies/engine/headroom.h"

#include <algorithm>
#include <variant>

namespace tenure {

bool GivesHeadroom(const std::optional<RequestSpec>& request) {
  if (!request) return false;
  return request->at_least || std::ranges::any_of(request->amounts, [](const Amount& amount) {
           const auto* factor = std::get_if<Factor>(&amount);
           return factor != nullptr && *factor > Factor();
         });
}

bool Protects(const ClassPolicy& of_class) {
  return of_class.disruption.evictions == Evictions::kDeny ||
         GivesHeadroom(of_class.resources.memory.request);
}

}  // namespace tenure
