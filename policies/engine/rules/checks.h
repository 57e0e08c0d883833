#pragma once

#include "policies/engine/rules/rule.h"

// One file per rule; the catalogue gives them their ids and levels.
namespace tenure::rules {

void ClassUnderstated(const Case& about, Report& report);
void ExpectationMissing(const Case& about, Report& report);
void InvalidAnnotation(const Case& about, Report& report);
void ReservedLabel(const Case& about, Report& report);
void ReservedPriority(const Case& about, Report& report);
void UnknownClass(const Case& about, Report& report);

}  // namespace tenure::rules
