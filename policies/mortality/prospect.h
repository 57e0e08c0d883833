#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policies/engine/matchers.h"
#include "policies/engine/subject.h"
#include "policies/language/policy.h"
#include "policies/pod/job.h"

namespace tenure {

// What is known about a pod's future, for the rows of the mortality table.
struct Prospect {
  const Policy& policy;
  const Subject& subject;
  const ClassPolicy* of_class = nullptr;  // null: of no class
  const Job* job = nullptr;               // null: not known
  std::optional<KnownRuntime> runtime;

  [[nodiscard]] const Pod& pod() const { return subject.pod(); }
  // Nobody makes another when it dies.
  [[nodiscard]] bool IsBare() const { return pod().metadata.Controller() == nullptr; }
};

// Whether a PodDisruptionBudget stands in the way of the Eviction API.
enum class Budget : std::uint8_t {
  kNone,
  kLabelOnly,  // the pod has the label that one selects; nobody said that there is one
  kPresent,    // the policy says that there is one in the namespace
};
[[nodiscard]] Budget BudgetOf(const Prospect& prospect);

// Requests and expectations for memory, of all containers together; none where
// no container has one.
[[nodiscard]] std::optional<Quantity> RequestedMemory(const Pod& pod);
[[nodiscard]] std::optional<Quantity> ExpectedMemory(const Subject& subject);

// How long it takes to write that much memory away, as process images are
// written: 4 s per Gi (270 to 330 MiB/s, measured) and 30 s for the rest.
[[nodiscard]] Duration TimeToSave(const Quantity& memory);

// Somebody's text, short enough for a row.
[[nodiscard]] std::string Brief(std::string_view text, std::size_t longest = 16);

}  // namespace tenure
