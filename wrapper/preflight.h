// A trial before the job has run for weeks: a tiny child is dumped to the
// volume and restored from it, because a dump may succeed where no restore can.
#pragma once

#include "wrapper/criu.h"
#include "wrapper/options.h"
#include "wrapper/result.h"

namespace tenure::wrapper {

// Runs as a worker. The error says what failed and what is missing.
Result<> Preflight(const Options& options, const Criu& criu);

// The tiny child's main: waits for SIGTERM and ends with a status of its own.
int PreflightChild();

}  // namespace tenure::wrapper
