#pragma once

#include "policies/engine/request.h"
#include "policies/engine/rules/rule.h"

// Updates are judged by what they change, and only that: what a pod is like
// has been judged when it was created, and the policy may be another one by
// now. A finalizer that cannot be removed because of us keeps a pod
// Terminating for ever.
namespace tenure::rules {

// The label tenure.dev/assigned-class added or changed by hand is refused;
// removed, it is a warning: that is the way out for one pod.
void ClassRelabelled(const Case& about, Report& report);

// A resize (pods/resize) that adds a memory limit, or lowers a memory request.
void ResizedAgainstClass(const Case& about, Report& report);

}  // namespace tenure::rules
