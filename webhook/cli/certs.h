#pragma once

#include "webhook/cli/commands.h"

namespace tenure {

// `tenure certs issue | show | rotate`.
[[nodiscard]] Command AddCerts(CLI::App& program);

}  // namespace tenure
