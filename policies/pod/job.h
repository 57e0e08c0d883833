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
  std::string_view exit_code_operator;            // of onExitCodes: In, NotIn
  std::vector<std::int64_t> exit_codes;
};

// The fields of a batch/v1 Job that decisions read.
struct Job {
  Metadata metadata;
  Pod pod_template;
  std::string_view pod_replacement_policy;
  std::optional<std::int64_t> backoff_limit;
  std::optional<std::int64_t> backoff_limit_per_index;
  std::optional<std::int64_t> active_deadline_seconds;
  std::optional<std::int64_t> seconds_after_finished;  // ttlSecondsAfterFinished
  std::optional<std::int64_t> parallelism;
  bool is_indexed = false;
  bool is_suspended = false;
  std::optional<std::vector<PodFailureRule>> pod_failure_rules;  // of spec.podFailurePolicy
};

}  // namespace tenure
