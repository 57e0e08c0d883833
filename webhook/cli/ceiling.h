#pragma once

#include <CLI/CLI.hpp>
#include <ostream>

#include "policies/language/policy.h"

namespace tenure {

// --allow-capabilities and --allow-host-files, each a list with commas.
void AddCeilingOptions(CLI::App& parser, Ceiling& ceiling);

// A line for each strategy whose pods would be refused.
void WarnOfStrategiesBeyond(const Policy& policy, const Ceiling& ceiling, std::ostream& errors);

}  // namespace tenure
