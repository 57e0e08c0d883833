#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policies/language/checkpoint.h"
#include "policies/language/disruption.h"
#include "policies/language/level.h"
#include "policies/language/match.h"
#include "policies/language/placement.h"
#include "policies/language/resources_spec.h"
#include "policies/language/step_pattern.h"
#include "policies/pod/duration.h"
#include "policies/pod/quantity.h"

namespace tenure {

// Who may be of a class, however the class was found: whoever is in one of the
// lists. Both empty: everybody.
struct Allow {
  std::vector<Glob> namespaces;
  std::vector<Glob> service_accounts;  // namespace/name
};

struct PrioritySpec {
  std::string class_name;
  std::int64_t value = 0;         // as in the PriorityClass
  std::vector<std::string> over;  // classes that give way, whatever their value
};

struct ClassPolicy {
  std::string name;
  std::vector<Match> match;  // any of these
  Allow allow;
  std::optional<PrioritySpec> priority;
  ResourcesSpec resources;
  Placement placement;
  Disruption disruption;
  JobSpec job;
  std::string default_strategy;  // checkpoint.defaultStrategy; empty: none
};

struct RuleLevel {
  std::string id;
  Level level = Level::kOff;
};

// The first override whose namespaces match counts.
struct Override {
  std::vector<Glob> namespaces;
  std::optional<Level> mode;
  std::vector<RuleLevel> rules;
  std::optional<int> rollout_percent;  // 0 to 100; what is left out is audited
};

struct Exempt {
  std::vector<Glob> namespaces;
  std::vector<Glob> service_accounts;  // namespace/name
  bool annotation = false;
};

// A policy file, read and checked: every value in it is one that the API
// server accepts. Immutable once read; a decision uses one from start to end.
struct Policy {
  std::string hash;  // the first 12 hex digits of the SHA-256 of the file
  Level mode = Level::kEnforce;
  Duration typical_runtime = Duration::Seconds(0);
  bool learns_typical_runtime = false;  // runtime.fromEstimates
  std::optional<Quantity> largest_cpu;
  std::optional<Quantity> largest_memory;
  std::vector<ClassPolicy> classes;
  CheckpointSpec checkpoint;
  std::vector<StepPattern> step_patterns;  // estimates.steps
  std::vector<RuleLevel> rules;
  std::vector<Override> overrides;
  Exempt exempt;

  // What `timesTypical` is a multiple of; `learnt`: the estimates' figure.
  [[nodiscard]] Duration TypicalRuntime(const std::optional<Duration>& learnt) const {
    return learns_typical_runtime ? learnt.value_or(typical_runtime) : typical_runtime;
  }
  [[nodiscard]] const ClassPolicy* FindClass(std::string_view name) const;
  [[nodiscard]] const Strategy* FindStrategy(std::string_view name) const;
};

}  // namespace tenure
