#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "policies/workload/workload.h"

namespace tenure {

// The only pod that a workload makes; any other number of them fails the test.
inline WorkloadPod OnlyPodOf(const nlohmann::json& workload) {
  auto pods = PodsOf(workload);
  if (!pods) {
    ADD_FAILURE() << pods.error();
    return {};
  }
  EXPECT_EQ(pods->size(), 1U);
  return pods->empty() ? WorkloadPod{} : std::move(pods->front());
}

inline std::string ProblemOf(const nlohmann::json& workload) {
  const auto pods = PodsOf(workload);
  return pods ? "none" : pods.error();
}

}  // namespace tenure
