#include "webhook/server/policy_in_force.h"

#include <algorithm>
#include <utility>

namespace tenure {
namespace {

std::uint64_t NewVersion() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace

// libstdc++'s atomic shared_ptr is a spin lock inside, whose reader lets go of
// it too early (GCC 12, bits/shared_ptr_atomic.h: memory_order_relaxed).
std::shared_ptr<const Basis> PolicyInForce::Get() const {
  struct Seen {
    std::uint64_t version = 0;
    std::shared_ptr<const Basis> basis;
  };
  thread_local Seen seen;
  if (seen.version != version_.load(std::memory_order_acquire)) {
    const std::lock_guard lock(mutex_);
    seen = {version_.load(std::memory_order_relaxed), basis_};
  }
  return seen.basis;
}

void PolicyInForce::Set(std::shared_ptr<const Basis> basis) {
  const std::lock_guard lock(mutex_);
  basis_.swap(basis);
  version_.store(NewVersion(), std::memory_order_release);
  if (basis) retired_.push_back(std::move(basis));
}

void PolicyInForce::FreeRetired() {
  std::vector<std::shared_ptr<const Basis>> unused;
  const std::lock_guard lock(mutex_);
  // Whoever still has one can only let go of it: nobody gets a retired one anew.
  const auto begin = std::ranges::partition(retired_, [](const auto& basis) {
                       return basis.use_count() > 1;
                     }).begin();
  std::move(begin, retired_.end(), std::back_inserter(unused));
  retired_.erase(begin, retired_.end());
}

}  // namespace tenure
