#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "policies/pod/factor.h"
#include "policies/pod/quantity.h"

namespace tenure {

// A percentile of what history measured: p50, p95, max.
enum class Percentile : std::uint8_t { kP50, kP95, kMax };

// One way to say how much: 1.5x of the expectation, a percentile, an amount.
using Amount = std::variant<Factor, Percentile, Quantity>;

// `request:` of a resource. The largest amount that is known is taken; with
// at_least, only to raise what the pod asks for itself.
struct RequestSpec {
  std::vector<Amount> amounts;
  bool at_least = false;
};

// `limit:` of a resource.
struct LimitSpec {
  enum class Kind : std::uint8_t {
    kKeep,     // as the pod has it
    kNone,     // removed
    kRequest,  // the same as the request
    kAmounts,  // the largest that is known
  };
  Kind kind = Kind::kKeep;
  std::vector<Amount> amounts;
};

struct ResourceSpec {
  std::optional<RequestSpec> request;  // absent: as the pod has it
  LimitSpec limit;
};

struct ResourcesSpec {
  ResourceSpec cpu;
  ResourceSpec memory;
};

}  // namespace tenure
