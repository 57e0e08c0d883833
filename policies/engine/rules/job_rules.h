#pragma once

#include <optional>

#include "policies/engine/checkpoint/plan.h"
#include "policies/engine/matchers.h"
#include "policies/engine/rules/rule.h"
#include "policies/pod/job.h"

// Rules about Jobs, as they will be stored.
namespace tenure {

struct JobCase {
  const ClassPolicy& of_class;
  const Job& job;
  const Job* old_job = nullptr;      // of an update
  const CheckpointPlan& checkpoint;  // of its pods, as far as it can be known
  std::optional<KnownRuntime> runtime;
  std::string_view step;  // the workload step that history knows
};

// Whether the pods end with the status of a wrapper.
[[nodiscard]] inline bool IsWrapped(const CheckpointPlan& checkpoint) {
  return checkpoint.strategy != nullptr && !checkpoint.strategy->wrap.empty();
}

struct JobRule {
  std::string_view id;
  Level level = Level::kWarn;  // unless the policy says otherwise
  void (*check)(const JobCase& about, Report& report) = nullptr;
};

}  // namespace tenure

namespace tenure::rules {

#define JOB_RULE(id, level, Check) void Check(const JobCase& about, Report& report);
#include "policies/rules.def"

}  // namespace tenure::rules
