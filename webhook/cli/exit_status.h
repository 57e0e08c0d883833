#pragma once

namespace tenure {

// What `tenure` tells the shell. `review` and `policy diff` say more with 1.
enum ExitStatus : int {
  kExitSuccess = 0,
  kExitRefused = 1,  // something was refused, or would be
  kExitUsage = 2,    // usage, input or policy error: nothing was done
};

}  // namespace tenure
