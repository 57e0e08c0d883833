#include "policies/engine/rules/catalogue.h"

#include <array>

#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/transitions.h"

namespace tenure {
namespace {

using enum Level;

constexpr auto kAll = ProtectionSet::All();
constexpr ProtectionSet kResources{Protection::kResources};
constexpr ProtectionSet kPlacement{Protection::kPlacement};
constexpr ProtectionSet kCheckpoint{Protection::kCheckpoint};
constexpr ProtectionSet kWhatIsAnnotated{Protection::kResources, Protection::kCheckpoint};

constexpr std::array kRules = {
    Rule{.id = "unknown-class", .level = kEnforce, .check = rules::UnknownClass},
    Rule{.id = "invalid-annotation",
         .level = kEnforce,
         .holds_back = kWhatIsAnnotated,
         .check = rules::InvalidAnnotation},
    Rule{.id = "class-not-allowed",
         .level = kEnforce,
         .holds_back = kAll,
         .of_the_class = true,
         .check = rules::ClassNotAllowed},
    Rule{.id = "class-understated",
         .level = kEnforce,
         .holds_back = kAll,
         .check = rules::ClassUnderstated},
    Rule{.id = "reserved-label",
         .level = kEnforce,
         .of_all_pods = true,
         .of_our_doing = true,
         .check = rules::ReservedLabel},
    Rule{.id = "reserved-priority",
         .level = kEnforce,
         .of_all_pods = true,
         .of_our_doing = true,
         .check = rules::ReservedPriority},
    Rule{.id = "expectation-missing",
         .level = kEnforce,
         .holds_back = kResources,
         .of_the_class = true,
         .check = rules::ExpectationMissing},
    Rule{.id = "request-exceeds-node",
         .level = kEnforce,
         .holds_back = kResources,
         .of_the_class = true,
         .check = rules::RequestExceedsNode},
    Rule{.id = "deadline-before-end",
         .level = kEnforce,
         .of_the_class = true,
         .check = rules::DeadlineBeforeEnd},
    Rule{.id = "spot-node-selected",
         .level = kEnforce,
         .holds_back = kPlacement,
         .of_the_class = true,
         .check = rules::SpotNodeSelected},
    Rule{.id = "unknown-strategy", .level = kEnforce, .check = rules::UnknownStrategy},
    Rule{.id = "checkpoint-not-allowed",
         .level = kEnforce,
         .holds_back = kCheckpoint,
         .check = rules::CheckpointNotAllowed},
    Rule{.id = "checkpoint-needs-privileged-namespace",
         .level = kEnforce,
         .holds_back = kCheckpoint,
         .check = rules::CheckpointNeedsPrivilegedNamespace},
    Rule{.id = "checkpoint-needs-root",
         .level = kEnforce,
         .holds_back = kCheckpoint,
         .check = rules::CheckpointNeedsRoot},
    Rule{.id = "checkpoint-needs-command",
         .level = kEnforce,
         .holds_back = kCheckpoint,
         .check = rules::CheckpointNeedsCommand},
    Rule{.id = "checkpoint-identity-unstable",
         .level = kEnforce,
         .holds_back = kCheckpoint,
         .check = rules::CheckpointIdentityUnstable},
    Rule{.id = "checkpoint-volume-lost",
         .level = kEnforce,
         .holds_back = kCheckpoint,
         .check = rules::CheckpointVolumeLost},
    Rule{.id = "checkpoint-mount-conflict",
         .level = kEnforce,
         .holds_back = kCheckpoint,
         .check = rules::CheckpointMountConflict},
    Rule{.id = "checkpoint-never-exits",
         .level = kEnforce,
         .holds_back = kCheckpoint,
         .check = rules::CheckpointNeverExits},
    Rule{.id = "checkpoint-gpu",
         .level = kEnforce,
         .holds_back = kCheckpoint,
         .check = rules::CheckpointGpu},
    Rule{.id = "memory-limit-kept",
         .level = kWarn,
         .of_our_doing = true,
         .check = rules::MemoryLimitKept},
    Rule{.id = "protection-undone",
         .level = kWarn,
         .of_our_doing = true,
         .check = rules::ProtectionUndone},
    Rule{.id = "vpa-or-limit-range-conflict",
         .level = kWarn,
         .check = rules::VpaOrLimitRangeConflict},
    Rule{.id = "no-disruption-budget", .level = kWarn, .check = rules::NoDisruptionBudget},
    Rule{.id = "bare-pod", .level = kWarn, .check = rules::BarePod},
    Rule{.id = "image-not-pinned", .level = kWarn, .check = rules::ImageNotPinned},
    Rule{.id = "claim-without-strategy", .level = kWarn, .check = rules::ClaimWithoutStrategy},
    Rule{.id = "grace-period-too-short", .level = kWarn, .check = rules::GracePeriodTooShort},
    Rule{.id = "liveness-during-checkpoint",
         .level = kWarn,
         .check = rules::LivenessDuringCheckpoint},
    Rule{.id = "native-checkpoint-available",
         .level = kWarn,
         .check = rules::NativeCheckpointAvailable},
};

constexpr std::array kUpdateRules = {
    Rule{.id = "reserved-label", .level = kEnforce, .check = rules::ClassRelabelled},
};

constexpr std::array kResizeRules = {
    Rule{.id = "protection-undone", .level = kWarn, .check = rules::ResizedAgainstClass},
};

constexpr std::array kJobRules = {
    JobRule{"job-replaces-too-early", kWarn, rules::JobReplacesTooEarly},
    JobRule{"job-counts-evictions", kWarn, rules::JobCountsEvictions},
    JobRule{"deadline-before-end", kEnforce, rules::JobDeadlineBeforeEnd},
    JobRule{"job-forgotten-too-soon", kWarn, rules::JobForgottenTooSoon},
    JobRule{"job-suspend-loses-work", kWarn, rules::JobSuspendLosesWork},
};

}  // namespace

std::span<const Rule> Rules() { return kRules; }

std::span<const Rule> UpdateRules() { return kUpdateRules; }

std::span<const Rule> ResizeRules() { return kResizeRules; }

std::span<const JobRule> JobRules() { return kJobRules; }

}  // namespace tenure
