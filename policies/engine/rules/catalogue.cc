#include "policies/engine/rules/catalogue.h"

#include <array>

#include "policies/engine/rules/checks.h"

namespace tenure {
namespace {

constexpr auto kAll = ProtectionSet::All();
constexpr ProtectionSet kResources{Protection::kResources};
constexpr ProtectionSet kPlacement{Protection::kPlacement};
constexpr ProtectionSet kCheckpoint{Protection::kCheckpoint};
constexpr ProtectionSet kWhatIsAnnotated{Protection::kResources, Protection::kCheckpoint};

constexpr std::array kRules = {
#define POD_RULE(name, by_default, Check, ...) \
  Rule{.id = name, .level = Level::by_default, .check = rules::Check __VA_OPT__(, ) __VA_ARGS__},
#include "policies/rules.def"
};

constexpr std::array kUpdateRules = {
#define UPDATE_RULE(id, level, Check) Rule{id, Level::level, rules::Check},
#include "policies/rules.def"
};

constexpr std::array kResizeRules = {
#define RESIZE_RULE(id, level, Check) Rule{id, Level::level, rules::Check},
#include "policies/rules.def"
};

constexpr std::array kJobRules = {
#define JOB_RULE(id, level, Check) JobRule{id, Level::level, rules::Check},
#include "policies/rules.def"
};

}  // namespace

std::span<const Rule> Rules() { return kRules; }

std::span<const Rule> UpdateRules() { return kUpdateRules; }

std::span<const Rule> ResizeRules() { return kResizeRules; }

std::span<const JobRule> JobRules() { return kJobRules; }

}  // namespace tenure
