#pragma once

#include <string>
#include <tl/expected.hpp>

#include "certs/clock.h"
#include "certs/rotation/plan.h"
#include "certs/rotation/state.h"

namespace tenure {

// Makes of the Secret's certificates what a step asks for: issues keys, moves
// CAs along. Only for steps that change the Secret's content.
[[nodiscard]] tl::expected<void, std::string> CarryOut(Step step, const RotationOptions& options,
                                                       Time now, StoredCertificates& stored);

// Whether it does.
[[nodiscard]] bool ChangesTheSecret(StepKind kind);

}  // namespace tenure
