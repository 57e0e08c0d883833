#pragma once

#include <string>
#include <tl/expected.hpp>

#include "policies/history/sources/byte_source.h"
#include "policies/history/sources/import.h"

namespace tenure {

// A table of runs from whatever else a site has, separated by commas, semicolons
// or tabs. Columns, in any order, `step` and `runtime` at least:
//   step               the key, ENGINE:STEP
//   runtime            3d4h, 1:02:03, or seconds
//   state              finished (default), killed, running
//   ended              2026-11-21T10:11:12Z, or seconds since 1970
//   cpu, memory        cores on average; peak, as 198Gi or bytes
//   requested_runtime, requested_cpu, requested_memory
//   image, id          id: the same for the same run; default: the whole row
[[nodiscard]] tl::expected<void, std::string> ReadCsvRuns(ByteSource& source, Import& import);

}  // namespace tenure
