#pragma once

#include <string>
#include <vector>

#include "policies/pod/duration.h"
#include "policies/pod/pod.h"

namespace tenure {

// What ends a pod after a time, wherever it has got to.
struct Deadline {
  std::string name;  // "activeDeadlineSeconds"
  std::string path;  // JSON pointer into the pod
  Duration after = Duration::Seconds(0);
};

// Those that are written on the pod: its own, Kueue's and Slurm's.
[[nodiscard]] std::vector<Deadline> DeadlinesOf(const Pod& pod);

}  // namespace tenure
