#pragma once

#include <string>
#include <tl/expected.hpp>

#include "policies/history/sources/byte_source.h"
#include "policies/history/sources/import.h"

namespace tenure {

// Nextflow's trace report (`nextflow run … -with-trace`), with the columns
// process or name, status, realtime or duration, and as far as they are there
// hash, complete, start, %cpu, peak_rss, cpus, memory, time, container. Figures
// for people (1h 2m, 198 GB) or, with trace.raw = true, milliseconds and bytes.
// CACHED tasks are runs of an earlier trace: they count once.
[[nodiscard]] tl::expected<void, std::string> ReadNextflowTrace(ByteSource& source, Import& import);

}  // namespace tenure
