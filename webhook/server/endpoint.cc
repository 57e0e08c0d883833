#include "webhook/server/endpoint.h"

#include <algorithm>
#include <array>

namespace tenure {
namespace {

constexpr std::array kEndpoints = {
    Endpoint{"/mutate", "mutate", Phase::kMutate, false},
    Endpoint{"/mutate/privileged", "mutate", Phase::kMutate, true},
    Endpoint{"/validate", "validate", Phase::kValidate, false},
    Endpoint{"/validate/privileged", "validate", Phase::kValidate, true},
    Endpoint{"/validate-workload", "validate-workload", Phase::kValidate, false, true},
    Endpoint{"/validate-workload/privileged", "validate-workload", Phase::kValidate, true, true},
    Endpoint{.path = "/validate-policy",
             .name = "validate-policy",
             .phase = Phase::kValidate,
             .of_policy = true,
             .is_slow = true},
};

}  // namespace

const Endpoint* FindEndpoint(std::string_view path) {
  const auto found = std::ranges::find(kEndpoints, path, &Endpoint::path);
  return found == kEndpoints.end() ? nullptr : &*found;
}

bool IsSlow(std::string_view path) {
  const Endpoint* endpoint = FindEndpoint(path);
  return endpoint != nullptr && endpoint->is_slow;
}

}  // namespace tenure
