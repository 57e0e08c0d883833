#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "certs/clock.h"
#include "certs/rotation/cluster.h"
#include "certs/rotation/state.h"

namespace tenure {

// What a rotation does besides talking to the API server.
struct RotationEffects {
  std::function<Time()> now;
  std::function<void(std::chrono::milliseconds)> sleep;
  std::function<void(std::string_view)> report;  // each step, as a line without secrets
};

struct RotationLimits {
  // For registrations that are not there yet: they are applied with the Job.
  std::chrono::seconds wait{60};
  bool dry_run = false;  // tell the first step, do nothing
};

// Does what is to be done now, step by step; each one is planned from what the
// cluster then has. So it can be ended and begun anew at any point, and two at
// once end with the same. The error says what a person has to look at.
[[nodiscard]] tl::expected<void, std::string> Rotate(Cluster& cluster, RotationOptions options,
                                                     const RotationLimits& limits,
                                                     const RotationEffects& effects);

}  // namespace tenure
