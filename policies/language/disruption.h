#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "policies/pod/duration.h"

namespace tenure {

enum class Evictions : std::uint8_t { kAllow, kDeny };

struct Disruption {
  Evictions evictions = Evictions::kAllow;
  std::vector<std::pair<std::string, std::string>> annotations;
  std::optional<Duration> tolerate_node_loss;
  std::optional<Duration> grace_period;  // at least
};

struct JobSpec {
  bool replace_failed_only = false;  // `replace: Failed`
  bool ignore_disruptions = false;
};

}  // namespace tenure
