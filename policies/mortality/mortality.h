#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policies/engine/decision.h"
#include "policies/engine/request.h"
#include "policies/estimates/estimates.h"
#include "policies/language/policy.h"
#include "policies/pod/job.h"

namespace tenure {

enum class Guarded : std::uint8_t {
  kYes,     // it does not happen to this pod
  kPartly,  // less likely, later, or only where something else is there too
  kNo,      // it happens, and a field would prevent it
  kNever,   // nobody can prevent it: only checkpoints help
};

// "yes", "partly", "no", "never"
[[nodiscard]] std::string_view Name(Guarded guarded);

// One thing that may still end a pod.
struct Mortality {
  std::string_view killer;  // its id: "preemption"
  Guarded guarded = Guarded::kNo;
  std::string by;      // the field that guards, with its value; empty: none does
  std::string advice;  // what would guard it, or what remains; empty: nothing to add

  // Both, for one line of a table.
  [[nodiscard]] std::string Text() const;
};

// What `Text` keeps below, in characters, whatever is written on the pod.
inline constexpr std::size_t kMaxMortalityText = 70;

// Everything that may still end the pod of `stored`, which is as it will be
// stored, in an order that does not change. `decision` is the one about it;
// `job` is the Job that makes it, as it will be stored, or null where it is not
// known. Pure, like Evaluate. A pod without containers has none.
[[nodiscard]] std::vector<Mortality> MortalityOf(const Policy& policy, const Estimates& estimates,
                                                 const Request& stored, const Decision& decision,
                                                 const Job* job);

}  // namespace tenure
