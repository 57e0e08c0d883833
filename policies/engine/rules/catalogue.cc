#include "policies/engine/rules/catalogue.h"

#include <array>

#include "policies/engine/rules/checks.h"

namespace tenure {
namespace {

constexpr auto kAll = ProtectionSet::All();
constexpr ProtectionSet kResources{Protection::kResources};
constexpr ProtectionSet kNothing{};

constexpr std::array kRules = {
    Rule{"unknown-class", Level::kEnforce, kNothing, false, rules::UnknownClass},
    Rule{"invalid-annotation", Level::kEnforce, kResources, false, rules::InvalidAnnotation},
    Rule{"reserved-label", Level::kEnforce, kNothing, true, rules::ReservedLabel},
    Rule{"class-understated", Level::kEnforce, kAll, false, rules::ClassUnderstated},
    Rule{"expectation-missing", Level::kEnforce, kResources, false, rules::ExpectationMissing},
    Rule{"reserved-priority", Level::kEnforce, kNothing, true, rules::ReservedPriority},
};

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace tenure
