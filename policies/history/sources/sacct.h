#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "policies/history/sources/byte_source.h"
#include "policies/history/sources/import.h"

namespace tenure {

// Slurm's accounting, for what moved over from a batch cluster:
//   sacct --allusers --parsable2 --format=FIELDS
// with JobID, JobName, State, Elapsed, and as far as wanted End, TotalCPU, MaxRSS,
// Timelimit, ReqCPUS, ReqMem, Submit.
// A job is one line, followed by those of its steps, which have the peak. Its
// key is ENGINE:JobName; "job" makes it that of a Kubernetes Job of this name.
[[nodiscard]] tl::expected<void, std::string> ReadSacct(ByteSource& source, std::string_view engine,
                                                        Import& import);

}  // namespace tenure
