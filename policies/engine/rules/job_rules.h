#pragma once

#include "policies/engine/rules/rule.h"
#include "policies/pod/job.h"

// Rules about Jobs, as they will be stored.
namespace tenure::rules {

// One that makes a second copy while the first one still writes its checkpoint.
void JobReplacesTooEarly(const ClassPolicy& of_class, const Job& job, Report& report);

// One for which an eviction is a failure, of which it has few.
void JobCountsEvictions(const ClassPolicy& of_class, const Job& job, Report& report);

}  // namespace tenure::rules
