#pragma once

#include <string>

#include "policies/pod/pod.h"

namespace tenure {

// The rule that a Snakemake job runs, from its command line, the only place
// that has it: … --target-jobs 'assemble:sample=a' …
// (snakemake-interface-executor-plugins, encode_target_jobs_cli_args.) Empty:
// not a Snakemake job, or a group of several rules.
[[nodiscard]] std::string SnakemakeRule(const Container& container);

}  // namespace tenure
