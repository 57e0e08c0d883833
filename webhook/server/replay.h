#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>

#include "webhook/admission/impact.h"
#include "webhook/server/policy_in_force.h"
#include "webhook/server/recent_admissions.h"

namespace tenure {

struct Replayed {
  Impact impact;
  std::size_t not_judged = 0;  // for want of time
};

// What one policy makes of recent creations that another has decided upon; the
// first ones as far as the time goes.
[[nodiscard]] Replayed Replay(const Basis& before, const Basis& after,
                              std::span<const std::shared_ptr<const RecentAdmission>> admissions,
                              std::chrono::system_clock::time_point now,
                              std::chrono::steady_clock::time_point deadline,
                              const Ceiling* ceiling = nullptr);

// Runs it on a thread of its own that gets what others leave of the
// processors, and waits for it.
void RunAtLowPriority(const std::function<void()>& work);

}  // namespace tenure
