// DIR/status: how the job and its checkpoints are, for people and monitoring.
// Keys: state, holder, job-pid, started, next, and of the last dump: generation,
// reason, written, bytes, stored, milliseconds, pause-milliseconds; of the last
// failed one: failure, failed. Times are seconds since 1970.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wrapper/result.h"

namespace tenure::wrapper {

using StatusChanges = std::vector<std::pair<std::string, std::string>>;

// Replaces the values of these keys, and leaves the others as they are.
Result<> UpdateStatus(const std::string& dir, const StatusChanges& changes);

// What `tenure-wrap status DIR` prints.
Result<std::string> DescribeStatus(const std::string& dir, bool json);

}  // namespace tenure::wrapper
