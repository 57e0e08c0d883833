#include "policies/pod/pod.h"

#include <algorithm>

namespace tenure {

const OwnerReference* Metadata::Controller() const {
  const auto owner = std::ranges::find(owners, true, &OwnerReference::controller);
  return owner == owners.end() ? nullptr : &*owner;
}

}  // namespace tenure
