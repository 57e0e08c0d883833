#pragma once

#include "webhook/cli/commands.h"

namespace tenure {

// `tenure serve`: the admission webhook server.
[[nodiscard]] Command AddServe(CLI::App& program);

}  // namespace tenure
