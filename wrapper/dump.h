// One checkpoint of the running job, from the space check to the pruning.
#pragma once

#include <string>

#include "wrapper/criu.h"
#include "wrapper/options.h"
#include "wrapper/result.h"

namespace tenure::wrapper {

struct DumpOrder {
  int job_pid = 0;
  std::string reason;  // "interval", "request" or "termination"
  // The job is about to be ended: it stays stopped when the dump has succeeded.
  bool final = false;
};

// Runs as a worker. On failure nothing but space is lost: the generations
// before it are as they were, and the caller lets the job go on.
Result<> Dump(const Options& options, const Criu& criu, const DumpOrder& order);

}  // namespace tenure::wrapper
