#pragma once

#include "webhook/cli/commands.h"

namespace tenure {

// `tenure learn`: estimates from what a site knows of its past; with `report`
// what they would do, with `evaluate` how well they foretell.
[[nodiscard]] Command AddLearn(CLI::App& program);

}  // namespace tenure
