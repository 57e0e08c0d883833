#pragma once

#include "policies/engine/rules/rule.h"
#include "policies/pod/job.h"

// Rules about Jobs, as they will be stored.
namespace tenure {

struct JobRule {
  std::string_view id;
  Level level = Level::kWarn;  // unless the policy says otherwise
  void (*check)(const ClassPolicy& of_class, const Job& job, Report& report) = nullptr;
};

}  // namespace tenure

namespace tenure::rules {

// One that makes a second copy while the first one still writes its checkpoint.
void JobReplacesTooEarly(const ClassPolicy& of_class, const Job& job, Report& report);

// One for which an eviction is a failure, of which it has few.
void JobCountsEvictions(const ClassPolicy& of_class, const Job& job, Report& report);

}  // namespace tenure::rules
