#pragma once

#include <optional>
#include <span>
#include <vector>

#include "policies/engine/subject.h"
#include "policies/language/policy.h"

namespace tenure {

// What one resource of one container should have.
struct RightSize {
  std::optional<Quantity> request;  // absent: as it is
  // What the class makes of the expectation; the request is more where the pod
  // itself asks for more, and less where it had to be cut.
  std::optional<Quantity> of_class;
  LimitSpec::Kind limit_kind = LimitSpec::Kind::kKeep;
  std::optional<Quantity> limit;  // of kRequest and kAmounts, where it is known
};

// The sizes of one container, and the request that it had to give up so that
// the pod fits into the largest node.
struct ContainerSize {
  const ContainerNeed* need = nullptr;
  RightSize cpu;
  RightSize memory;
};

struct PodSizes {
  std::vector<ContainerSize> containers;
  // What its containers and sidecars asked for together before the clamp;
  // absent: they fitted.
  std::optional<Quantity> cpu_clamped_from;
  std::optional<Quantity> memory_clamped_from;
};

// Computes what the class makes of the pod's requests and limits, from what is
// expected and from what the pod asked for by itself: never from what an
// earlier round set, so that it comes out the same each time.
[[nodiscard]] PodSizes SizesFor(const Policy& policy, const ClassPolicy& of_class,
                                const Subject& subject);

// The largest of the amounts that are known.
[[nodiscard]] std::optional<Quantity> Largest(std::span<const Amount> amounts,
                                              const Expected& expected);

}  // namespace tenure
