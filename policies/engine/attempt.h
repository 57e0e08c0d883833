#pragma once

#include <cstdint>
#include <optional>

#include "policies/pod/pod.h"

namespace tenure {

// Which attempt at its work a pod is, from 0, where its engine says so: by
// tenure.dev/attempt, Airflow's try_number, JobSet's restart-attempt, an
// indexed Job's failure count, or Argo's retry suffix.
[[nodiscard]] std::optional<std::int64_t> AttemptOf(const Pod& pod);

// A whole number that is not negative.
[[nodiscard]] std::optional<std::int64_t> ParseCount(std::string_view text);

}  // namespace tenure
