#pragma once

#include <nlohmann/json.hpp>

#include "policies/engine/decision.h"
#include "policies/engine/request.h"
#include "policies/language/policy.h"
#include "tests/support/decide.h"

namespace tenure::test {

// The decision about a Job that is created in its namespace (else "science").
[[nodiscard]] Decision DecideJob(const nlohmann::json& job, Phase phase = Phase::kMutate,
                                 const Policy& policy = DefaultPolicy());

// The Job as it is after our changes; a patch that does not apply ends the test.
[[nodiscard]] nlohmann::json MutatedJob(const nlohmann::json& job,
                                        const Policy& policy = DefaultPolicy());

// The decision of the validating webhook about an update of a Job.
[[nodiscard]] Decision DecideJobUpdate(const nlohmann::json& old_job, const nlohmann::json& job,
                                       const Policy& policy = DefaultPolicy());

}  // namespace tenure::test
