#pragma once

#include <string_view>

#include "policies/engine/request.h"

namespace tenure {

// What is served on one path of the admission port.
struct Endpoint {
  std::string_view path;
  std::string_view name;  // in metrics and logs
  Phase phase = Phase::kMutate;
  bool privileged_namespace = false;
  bool of_workloads = false;  // judges what makes pods, by the pods that it will make
  bool of_policy = false;     // about the policy itself, not about pods
  // Takes longer than a decision: not for a thread that others wait for.
  bool is_slow = false;
};

// nullptr: there is none.
[[nodiscard]] const Endpoint* FindEndpoint(std::string_view path);

[[nodiscard]] bool IsSlow(std::string_view path);

}  // namespace tenure
