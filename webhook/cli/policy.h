#pragma once

#include "webhook/cli/commands.h"

namespace tenure {

// `tenure policy check | default | schema | reference | diff`.
[[nodiscard]] Command AddPolicy(CLI::App& program);

}  // namespace tenure
