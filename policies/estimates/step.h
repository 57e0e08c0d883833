#pragma once

#include <string>

#include "policies/pod/pod.h"

namespace tenure {

// The name of the workload step that a pod is a run of, the same for every run:
// "nextflow:MEGAHIT", "job:assembly". Empty: nothing on the pod says it.
[[nodiscard]] std::string StepOf(const Pod& pod);

}  // namespace tenure
