#pragma once

#include "policies/engine/rules/rule.h"

// The functions that check pods, a file for each.
namespace tenure::rules {

#define POD_RULE(id, level, Check, ...) void Check(const Case& about, Report& report);
#define UPDATE_RULE POD_RULE
#define RESIZE_RULE POD_RULE
#include "policies/rules.def"

}  // namespace tenure::rules
