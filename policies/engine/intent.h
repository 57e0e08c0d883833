#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/pod/duration.h"
#include "policies/pod/pod.h"
#include "policies/pod/quantity.h"

namespace tenure {

// An annotation that cannot be read: a finding, never a guess.
struct UnreadableAnnotation {
  std::string_view key;
  std::string message;
};

// expected-cpu or expected-memory of one container.
struct ExpectedAmount {
  std::string_view container;  // empty: the main container
  Quantity amount;
};

// What the pod's user says about it, by annotations.
struct Intent {
  std::optional<std::string_view> class_name;
  bool critical = false;
  std::optional<Duration> runtime;
  std::vector<ExpectedAmount> cpu;
  std::vector<ExpectedAmount> memory;
  std::optional<std::string_view> exempt;
  std::optional<std::string_view> strategy;  // of checkpoints, or "none"
  std::optional<std::string_view> claim;
  std::optional<std::string_view> checkpoint_id;
  std::vector<std::string> entrypoint;  // of the image; empty: not said
  std::vector<UnreadableAnnotation> unreadable;

  [[nodiscard]] bool IsUnreadable(std::string_view key) const;
};

[[nodiscard]] Intent ReadIntent(const Pod& pod);

}  // namespace tenure
