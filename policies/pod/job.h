#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "policies/pod/pod.h"

namespace tenure {

// A rule of batch/v1 PodFailurePolicy.
struct PodFailureRule {
  std::string_view action;
  std::vector<std::string_view> condition_types;  // of onPodConditions
};

// The fields of a batch/v1 Job that decisions read.
struct Job {
  Metadata metadata;
  Pod pod_template;
  std::string_view pod_replacement_policy;
  std::optional<std::int64_t> backoff_limit;
  std::optional<std::int64_t> active_deadline_seconds;
  std::optional<std::vector<PodFailureRule>> pod_failure_rules;  // of spec.podFailurePolicy
};

}  // namespace tenure
