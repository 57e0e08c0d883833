#pragma once

#include <array>
#include <string_view>

#include "policies/language/level.h"

namespace tenure {

struct RuleId {
  std::string_view id;
  Level level;  // by default
};

// The rules that a policy can name. Their ids are public: they appear in
// messages, metrics and policies, and none is ever given another meaning. The
// catalogue of the engine says what each one is about.
inline constexpr std::array kRuleIds = std::to_array<RuleId>({
    {"bare-pod", Level::kWarn},
    {"checkpoint-gpu", Level::kEnforce},
    {"checkpoint-identity-unstable", Level::kEnforce},
    {"checkpoint-mount-conflict", Level::kEnforce},
    {"checkpoint-needs-command", Level::kEnforce},
    {"checkpoint-needs-privileged-namespace", Level::kEnforce},
    {"checkpoint-needs-root", Level::kEnforce},
    {"checkpoint-never-exits", Level::kEnforce},
    {"checkpoint-not-allowed", Level::kEnforce},
    {"checkpoint-volume-lost", Level::kEnforce},
    {"claim-without-strategy", Level::kWarn},
    {"class-not-allowed", Level::kEnforce},
    {"class-understated", Level::kEnforce},
    {"deadline-before-end", Level::kEnforce},
    {"expectation-missing", Level::kEnforce},
    {"grace-period-too-short", Level::kWarn},
    {"image-not-pinned", Level::kWarn},
    {"invalid-annotation", Level::kEnforce},
    {"job-counts-evictions", Level::kWarn},
    {"job-forgotten-too-soon", Level::kWarn},
    {"job-replaces-too-early", Level::kWarn},
    {"job-suspend-loses-work", Level::kWarn},
    {"liveness-during-checkpoint", Level::kWarn},
    {"memory-limit-kept", Level::kWarn},
    {"native-checkpoint-available", Level::kWarn},
    {"no-disruption-budget", Level::kWarn},
    {"protection-undone", Level::kWarn},
    {"request-exceeds-node", Level::kEnforce},
    {"reserved-label", Level::kEnforce},
    {"reserved-priority", Level::kEnforce},
    {"spot-node-selected", Level::kEnforce},
    {"unknown-class", Level::kEnforce},
    {"unknown-strategy", Level::kEnforce},
    {"vpa-or-limit-range-conflict", Level::kWarn},
});

}  // namespace tenure
